"""The annotated article page, and charts."""
