"""The nouns of the atlas, what is known, and what both are called.

No files, no Dash, nothing that draws. Imports nothing of the other folders.
"""
