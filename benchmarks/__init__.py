"""One script per figure the project claims; each prints ratios measured side by side in one run."""
