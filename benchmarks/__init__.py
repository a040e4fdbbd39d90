"""Measurements: quality and speed. They compare in one run and never fail a test run."""
