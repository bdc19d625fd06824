"""A health atlas. ``docs/architecture.md`` shows how its folders lie on each other.

Only the way in (``__main__``) lies here.
"""
