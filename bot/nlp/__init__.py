"""Text in, `Extraction` out: who said what. Pure: spaCy and this package, no storage, no Slack, no network."""
