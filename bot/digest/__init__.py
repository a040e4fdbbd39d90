"""When a digest is due, and what it says. Pure: no storage, no Slack."""
