"""Stage: reports to an Archive."""
