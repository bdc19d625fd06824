"""Official files as they are published: grids of cells, the tables in them, known forms, and recipes for indicators.

A form is how a publisher lays out a file; a recipe (data/recipes.toml) says which rows and columns of a form are an
indicator. So a new indicator of a known form needs no code.
"""
