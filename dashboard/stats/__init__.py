"""Statistics: intervals, comparison, classes, correlation, change. Numbers in, numbers out.

No sentences: what may be said of a result is in ``wording``.
"""
