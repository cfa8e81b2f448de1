"""Marks strings in Python data as interface messages."""


def N_(text: str) -> str:
    """Return `text` unchanged: Babel extracts it here, the template translates it when it is shown."""
    return text
