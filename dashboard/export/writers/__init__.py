"""One module for each file format, and the process that sets type.

They write what a picture says and decide nothing about it.
"""
