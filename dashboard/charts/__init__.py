"""Charts of a scene as plain data: what they say, their marks, their axes and their table.

One module for each chart, named by its entry in ``views.shows``; ``registry`` looks it up. Nothing here draws.
"""
