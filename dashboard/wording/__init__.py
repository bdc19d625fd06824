"""Every sentence that a reader sees or hears, but those of a chart and of a file, which stand with what makes them.

Figures in, words out: nothing here decides what is shown.
"""
