"""Where the labels of a map stand: on their areas, or beside the land with a leader line.

All of it runs in one thread at a time, because prepared geometries cannot be shared.
"""
