"""The rule: what an area's functions indicate under the thresholds, and how far to trust it."""
