"""Schedules, runs, the outbox and watches, on both databases."""
