"""Stage: Document to Findings."""
