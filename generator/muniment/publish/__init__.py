"""Stage: pages to site/, as a transaction, with its search."""
