"""The NENC health atlas.

Read it in this order: ``model`` (the nouns), ``atlas`` (what is known), ``navigation`` (from an address to a
view and on to the next), ``scene`` (what a view shows), ``text`` (every sentence), ``figures`` and ``page`` (how
it looks), ``callbacks`` and ``web`` (how it reaches the browser). ``load`` and ``sources`` bring the data in.
"""
