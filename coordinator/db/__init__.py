"""The cellar: the database, its log of changes, and nothing about windows or files."""
