"""Stage: records, log, signatures; and the verifier, which shares nothing with them."""
