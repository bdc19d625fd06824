"""What no rule forbids and yet can hardly be: a figure ten times too high, two areas swapped, a gap in the map.

Each rule is a small pure function over ``Grounds`` (the loaded atlas as arrays) that gives ``Oddity`` after oddity.
``rules`` names them with their harm and what to do; ``inspection`` runs them and takes away what is signed.
"""
