"""Every sentence that a reader sees or hears, but those of a chart, which stand with the chart.

Figures in, words out: nothing here decides what is shown.
"""
