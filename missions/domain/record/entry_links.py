"""From a value that is shown to the fact behind it."""


def entry_path(area: str, function: str, sequence: int, parameters: str = "") -> str:
    """The address of the entry that brought a fact about an area, or about its function where one is named.

    The page of the history begins with that entry, so that it is there however long the history; `parameters` keep
    the moment shown.
    """
    place = f"functions/{function}" if function else "history"
    kept = f"&{parameters}" if parameters else ""
    return f"/areas/{area}/{place}/?before={sequence + 1}{kept}#entry-{sequence}"
