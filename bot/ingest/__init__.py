"""A link, a paste or a file in, an `ArticleText` or a reason why not out. No storage, no Slack."""
