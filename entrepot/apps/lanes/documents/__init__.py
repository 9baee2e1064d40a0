"""Price grids as spreadsheets, in and out."""
