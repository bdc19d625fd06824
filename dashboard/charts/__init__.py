"""Charts of a scene as plain data: what they say, their marks, their axes and their table. Drawn by many."""
