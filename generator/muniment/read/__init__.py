"""Stage: bytes to Document, and what editors wrote."""
