"""A map as data: colours and marks, legend, outlines for the browser, and where labels stand.

Nothing here knows Plotly, a file format or Dash.
"""
