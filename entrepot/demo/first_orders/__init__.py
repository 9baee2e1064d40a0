"""The first orders of the demonstration shop: invented buyers order in every mode, so that a newcomer sees a
shop at work and no empty pages.

They go the way of any order, through the services that the pages call and the simulated partners; nothing is
written past them. `scenes` says who buys what and how far it has come, `play` makes it so.
"""
