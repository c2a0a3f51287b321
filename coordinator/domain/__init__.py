"""The rules and records of the precinct's work: no input or output, no clock."""
