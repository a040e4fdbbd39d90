"""Blocks, built by small pure functions: values in, JSON out. Nothing here asks Slack, a clock or a database.

What always holds here: each message is a `Message` with text that says what its blocks say, and keeps within Slack's
limits whatever comes in. Words from outside stand in rich_text or plain_text, which parse nothing, or go through
`handlers.text.mrkdwn`, which escapes.
"""
