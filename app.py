"""Kampung: the Streamlit script. It sets the frame, chooses language and page, and nothing else.

Streamlit runs it as ``__main__`` for every page. ``streamlit run app.py`` first imports it, finds
``app``, and so serves the pages behind the same gate as ``kampung serve``.
"""

if __name__ == "__main__":
    from kampung.building.ensuring import ensure_store
    from kampung.ui import chrome, data_set, navigation

    chrome.configure()
    language = chrome.choose_language()
    with chrome.errors_for_people(language), data_set.run(build=ensure_store):
        navigation.open_page(language)
        chrome.footer(language)
else:
    import streamlit as st

    from kampung.server import SCRIPT, parts

    app = st.App(SCRIPT, **parts())
