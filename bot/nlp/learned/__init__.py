"""The trained part of finding attributions: a small network over what spaCy has already computed.

`model.QuoteModel` is the way in. Nothing here needs more than numpy; training stands in `training/`.
"""
