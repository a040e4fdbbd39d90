"""When digests are due, what they say, and what watches find."""
