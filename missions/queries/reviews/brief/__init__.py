"""What the page of one proposal reads."""
