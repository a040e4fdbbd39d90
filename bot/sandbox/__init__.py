"""A local Slack: Web API, Socket Mode, signed HTTP, faults, and a page in the browser. Imports nothing of the bot."""
