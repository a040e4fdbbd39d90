"""The Slack side: listeners that parse, call one service, ack and render; and the blocks they answer with."""
