"""A simulated week of a newsroom: `make week`."""
