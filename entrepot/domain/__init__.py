"""The rules of the trade in plain Python.

Nothing in here knows Django, reads a clock, opens a file or talks to a network: values go in,
values that explain themselves come out.
"""
