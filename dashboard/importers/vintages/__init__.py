"""The command ``new-edition``: official lookups and outlines of any year, and the present edition -> another edition.

``lookups`` reads who lies where, ``land`` draws it, ``area_table`` lists the areas, ``carried`` takes figures along,
``retold`` the other tables, ``edition_words`` writes edition.toml, ``founding`` puts the folder together,
``two_editions`` holds the two beside each other, and ``signing`` signs what is odd only beside other areas.
"""
