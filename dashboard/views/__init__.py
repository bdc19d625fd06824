"""From an address to a view, from a view to its scene and to the views that a reader can go to next.

Pure functions over the Atlas. They return values; ``wording`` puts them in words.
"""
