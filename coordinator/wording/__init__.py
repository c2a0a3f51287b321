"""Codes, enums and times become words here, in the language in use."""
