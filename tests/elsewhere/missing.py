"""What a run of the tests elsewhere needs and does not find."""

# How a run ends that was not begun, as no run of pytest does.
LEFT_OUT = 77


class Missing(Exception):
    """What is needed for a run and is not installed here."""
