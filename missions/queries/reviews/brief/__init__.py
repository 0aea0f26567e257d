"""Everything that the page of a proposal reads."""
