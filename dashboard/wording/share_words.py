"""What the drawer "Share" says of the files that can be had."""

from __future__ import annotations

PICTURES = (
    "PNG for documents and e-mail, SVG for designers, PDF for print and screen readers, PowerPoint with shapes that "
    "can be edited. Each has headline, legend, source, licence, date and address in it."
)
OWN_LOOK = "Charts take the note and the ground. A post says the finding as it is."
