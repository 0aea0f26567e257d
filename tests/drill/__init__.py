"""`make drill`: breaks real servers of a deployment under load, and counts what was lost."""
