"""Every text of the app exists in Indonesian, with the same places to fill in."""

import re

from kampung.language.catalogues import catalogue
from tools.messages import Message, messages, translations

PLACES = re.compile(r"\{\w+\}")
MESSAGES = messages()


def key(message: Message | list[str]) -> str:
    """A plural text is found in the catalogue by its singular."""
    return message if isinstance(message, str) else message[0]


def test_there_are_messages_to_check():
    assert len(MESSAGES) > 100


def test_no_text_is_missing_in_indonesian():
    missing = [f"{path}: {text!r}" for text, path in MESSAGES.items() if not translations(text)]
    assert not missing, "\n".join(missing)


def test_no_translation_is_left_over():
    known = {key(message) for message in MESSAGES}
    left = [key(entry.id) for entry in catalogue("id") if entry.id]
    left = [text for text in left if text not in known]
    assert not left, "\n".join(left)


def test_plural_texts_are_those_of_the_catalogue():
    known = {entry.id[0]: entry.id[1] for entry in catalogue("id") if isinstance(entry.id, tuple)}
    plurals = [message for message in MESSAGES if not isinstance(message, str)]
    other = [f"{one!r}: {many!r}" for one, many in plurals if known.get(one) != many]
    assert plurals
    assert not other, "\n".join(other)


def test_translations_fill_the_same_places():
    wrong = []
    for message, path in MESSAGES.items():
        wanted = set(PLACES.findall(message if isinstance(message, str) else message[1]))
        for translated in translations(message):
            if set(PLACES.findall(translated)) != wanted:
                wrong.append(f"{path}: {key(message)!r} is {translated!r}")
    assert not wrong, "\n".join(wrong)
