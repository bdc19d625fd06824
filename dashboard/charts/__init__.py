"""Charts of a scene as plain data: what they say, their marks, their axes and their table.

One module for each chart; ``registry`` names them. Nothing here draws.
"""
