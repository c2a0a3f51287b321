"""Clock, paths, settings, words and log: nothing about a precinct."""
