"""Two languages, one mind: words from gettext catalogues, numbers and dates from CLDR.

The English text in the code is the message id; the Indonesian text is in
``catalogue/id/*.po``, which is read as it lies there, so that nobody has to compile
a catalogue before the app can start.
"""

from kampung.language.core import DEFAULT, LANGUAGES, Language, mark

__all__ = ["DEFAULT", "LANGUAGES", "Language", "mark"]
