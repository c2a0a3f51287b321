"""Today: what happens this week and what is still to fill."""
