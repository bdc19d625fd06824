"""The wires between the browser and the pure functions."""
