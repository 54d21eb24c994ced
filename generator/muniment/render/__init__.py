"""Stage: an Archive to pages, feeds and data."""
