"""The hall: every errand and every question passes through here."""
