"""Something that a run of the tests elsewhere needs and does not find."""

# The exit code of a run that could not begin; pytest never uses it.
LEFT_OUT = 77


class Missing(Exception):
    """A program that a run needs is not installed here."""
