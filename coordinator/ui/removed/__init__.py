"""What was removed in the last 30 days."""
