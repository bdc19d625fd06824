"""What is on the page: ids, the frame, and the HTML of each part; no behaviour."""
