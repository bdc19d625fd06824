"""How the atlas reaches the browser: Flask, Dash, downloads, and the page.

Callbacks and routes only connect; what they decide is in the folders below.
"""
