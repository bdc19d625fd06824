"""The columns of the file of people by single year of age (ONS), which two imports read."""

from __future__ import annotations

AGES_UNDER_75 = tuple(f"Age {age}" for age in range(75))
#: The columns by which the file is known.
BY_AGE = ("code", "year", *AGES_UNDER_75)
