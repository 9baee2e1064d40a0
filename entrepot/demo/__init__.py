"""The demonstration shop's goods: packaged data files, the scripts that made them, and their reader.

Plain Python: nothing in `catalogue`, `rows` and the builders knows the web framework or the database.
`catalogue` reads the files, `build_retail` makes the retailer's anew from their source. README.md tells where
everything comes from and what is assumed.
"""
