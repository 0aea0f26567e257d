"""The rule: what the functions of an area indicate under the thresholds, and how far to trust it."""
