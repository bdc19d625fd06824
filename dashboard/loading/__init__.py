"""Files to one ``Atlas``, or one error that names every fault of every file.

Nothing is guessed and nothing is left out. What converts official files is in ``importers``.
"""
