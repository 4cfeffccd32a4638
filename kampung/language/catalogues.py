"""Reads the gettext catalogues, one folder a language, one file a room of the house."""

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

FOLDER = Path(__file__).parent / "catalogue"


def catalogue(code: str) -> Catalog:
    """All messages of one language in one catalogue.

    Parameters
    ----------
    code
        Language code; English is the source language and has no files of its own.

    Returns
    -------
    Catalog
        Messages of every ``.po`` file in the language's folder, in the order of file names.
    """
    merged = Catalog(locale=code, domain="kampung")
    for path in sorted((FOLDER / code).glob("*.po")):
        with path.open("rb") as file:
            read = read_po(file, locale=code)
            merged.mime_headers = read.mime_headers  # they carry the plural forms
            for message in read:
                if message.id:
                    merged[message.id] = message
    return merged


@cache
def translations(code: str) -> gettext.NullTranslations:
    """Ready translations of a language, read once a process."""
    merged = catalogue(code)
    if not len(merged):
        return gettext.NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
