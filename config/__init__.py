"""Settings, logging and the Slack app's manifest. Imports nothing else of the project."""
