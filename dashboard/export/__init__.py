"""Pictures, slides, tables and packs of a view: one picture model, several writers."""
