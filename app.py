"""Kampung: the Streamlit script. It sets the frame, chooses language and page, and nothing else."""

from kampung.build import ensure_store
from kampung.ui import chrome, navigation

chrome.configure()
language = chrome.choose_language()
with chrome.errors_for_people(language):
    ensure_store()
    navigation.open_page(language)
    chrome.footer(language)
