"""Slack's side of the bot: listeners that parse, call one service, ack and render; and the blocks they answer with."""
