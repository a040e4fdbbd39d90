"""What Pullquote does, apart from Slack: reading articles, finding quotes, keeping and finding them again."""
