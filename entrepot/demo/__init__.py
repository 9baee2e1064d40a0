"""The demonstration shop's goods: packaged data files, the scripts that made them, and their reader.

Plain Python: nothing here knows the web framework or the database. `catalogue` reads the files,
`build_retail` and `build_names_zh` make them anew from their sources. README.md tells where everything comes from.
"""
