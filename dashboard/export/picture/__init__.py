"""The picture of a map or chart before any file format: texts, shapes and lines in pixels of one size.

No file is opened here but the shipped font.
"""
