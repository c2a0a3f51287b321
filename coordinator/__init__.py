"""Coordinator: the community work of a police precinct, scheduled, staffed and printed."""

__version__ = "0.1.0"
