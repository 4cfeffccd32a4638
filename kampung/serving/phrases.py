"""Words of the frame around the app, and our words for those that Streamlit has of its own."""

import json

from kampung.language import LANGUAGES, Language, mark

# Of the bar, the search and the connection, by the name that the scripts in ``frame/`` know.
FRAME = {
    "home": mark("Kampung, to the first page"),
    "search": mark("Search"),
    "searched": mark("A village, service, indicator, award or source"),
    "close": mark("Close"),
    "copied": mark("The link has been copied."),
    "away": mark(
        "The connection to the server is lost. What you see stays readable; new choices wait until "
        "it is back."
    ),
    "unreachable": mark("The server does not answer. Please try again in a minute."),
}

# What Streamlit writes into menus, toolbars, lists and grids. It has no setting for them.
STREAMLIT = (
    mark("Main menu"),
    mark("Expand sidebar"),
    mark("Collapse sidebar"),
    mark("App pages"),
    mark("Skip to main content"),
    mark("{n} more"),
    mark("Theme"),
    mark("System"),
    mark("Light"),
    mark("Dark"),
    mark("Print"),
    mark("Help"),
    mark("Link to heading"),
    mark("Close"),
    mark("Fullscreen"),
    mark("Close fullscreen"),
    mark("Download as PNG"),
    mark("Download as CSV"),
    mark("Search"),
    mark("Close Search"),
    mark("Previous Result"),
    mark("Next Result"),
    mark("Show/hide columns"),
    mark("Select all"),
    mark("Clear selection"),
    mark("Sort ascending"),
    mark("Sort descending"),
    mark("Statistics"),
    mark("Format"),
    mark("Autosize"),
    mark("Pin column"),
    mark("Unpin column"),
    mark("Hide column"),
    mark("Copy column name"),
    mark("Copy to clipboard"),
    mark("Copied"),
    mark("Open"),
    mark("Clear value"),
    mark("Clear all"),
    mark("No results"),
    mark("Choose an option"),
    mark("Choose options"),
)


def texts() -> str:
    """All of it in both languages as JSON that may stand within a page."""
    written = {}
    for code in LANGUAGES:
        language = Language(code)
        written[code] = {"frame": {name: language.text(said) for name, said in FRAME.items()}}
        if code != "en":  # which they are in already
            written[code]["streamlit"] = {said: language.text(said) for said in STREAMLIT}
    return json.dumps(written, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
