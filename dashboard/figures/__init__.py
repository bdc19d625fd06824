"""Plotly figures as plain dicts: data in, figure out; no Dash, no files."""
