"""What a decision brief says: the question, the gauge, what changed and the risks."""
