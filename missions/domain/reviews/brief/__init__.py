"""The contents of a decision brief: the question, the gauge, what changed and the risks."""
