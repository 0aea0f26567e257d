"""What a browser says of itself, in words that its owner knows it by."""

# In this order: each says the names of those after it too.
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "FxiOS/": "Firefox",
    "Firefox/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def named(agent: str) -> str:
    """Such as "Firefox on Windows"; nothing where it is no browser that is known here."""
    browser, system = (
        next((name for mark, name in known.items() if mark in agent), "") for known in (BROWSERS, SYSTEMS)
    )
    return f"{browser} on {system}" if browser and system else ""
