"""Pictures, slides, tables and packs of a view: one picture model, several writers.

What is the same for every format is in ``picture``, what writes one format in ``writers``.
"""
