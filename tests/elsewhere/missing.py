"""What a run of the tests elsewhere needs and does not find."""


class Missing(Exception):
    """What is needed for a run and is not installed here."""
