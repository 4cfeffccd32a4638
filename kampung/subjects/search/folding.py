"""Text as it is compared: small letters without accents, and nothing but letters and digits."""

import re
import unicodedata

_WORD = re.compile(r"[a-z0-9]+")


def folded_words(text: str) -> list[str]:
    """Words of a text as they are compared: ``Kec. Suka-Réjo`` is ``kec``, ``suka``, ``rejo``.

    The dots within a code do not part it: ``00.01.02`` is one word, ``000102``.
    """
    small = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in small if not unicodedata.combining(letter))
    return _WORD.findall(re.sub(r"(?<=\d)\.(?=\d)", "", plain))


def folded(text: str) -> str:
    """A text without its spaces, as it is compared: ``Suka Maju`` is ``sukamaju``."""
    return "".join(folded_words(text))
