"""Which service a row speaks of: by code, OpenSID address, name or letter number."""

import re
import unicodedata
from collections import defaultdict

import pandas as pd

from kampung.privacy import mask
from kampung.readers.codes import Mismatch

_SHORT = {"ket": "keterangan", "srt": "surat"}
# Words that say only that it is a service or a letter, in front of its name.
_FILLER = frozenset({"surat", "layanan", "pelayanan", "pembuatan", "penerbitan", "pengurusan"})


def slug(text: str) -> str:
    """Bring a name or address of a service to one form.

    ``Surat Ket. Usaha``, ``surat_ket_usaha`` and ``surat-keterangan-usaha`` are all
    ``keterangan-usaha``.
    """
    plain = unicodedata.normalize("NFKD", text).casefold()
    words = [_SHORT.get(word, word) for word in re.findall(r"[a-z0-9]+", plain)]
    while len(words) > 1 and words[0] in _FILLER:
        words = words[1:]
    return "-".join(words)


class ServiceMatcher:
    """Finds the service of a row among the service types of a pack.

    Parameters
    ----------
    service_types : DataFrame
        Columns code, letter_number, name_id and name_en.
    """

    def __init__(self, service_types: pd.DataFrame) -> None:
        columns = ["code", "letter_number", "name_id", "name_en"]
        rows = service_types.reindex(columns=columns).astype("string").fillna("")
        self._codes: list[str] = sorted(rows["code"])
        names: dict[str, set[str]] = defaultdict(set)
        numbers: dict[str, set[str]] = defaultdict(set)
        for code, number, name_id, name_en in rows.itertuples(index=False):
            for name in (code, name_id, name_en):
                names[slug(name)].add(code)
            numbers[_number(number)].add(code)
        for index in (names, numbers):
            index.pop("", None)
        self._exact = frozenset(self._codes)
        self._names, self._numbers = dict(names), dict(numbers)

    @property
    def codes(self) -> list[str]:
        """Codes of the service types, in their order."""
        return list(self._codes)

    def match(self, *, name: str | None = None, number: str | None = None) -> str | Mismatch:
        """Find a service by its name (or code, or OpenSID address), or by its letter number.

        Returns
        -------
        str or Mismatch
            Code of the service type, or why there is none.
        """
        if name is None and number is None:
            return Mismatch("service_missing", "No service is named.")
        if name in self._exact:
            return str(name)
        found: set[str] = set()
        if name is not None:
            found = self._names.get(slug(name), set()) or self._numbers.get(_number(name), set())
        if not found and number is not None:
            found = self._numbers.get(_number(number), set())
        kind = mask(name if name is not None else number or "")
        if len(found) == 1:
            return next(iter(found))
        if found:
            return Mismatch(
                "service_ambiguous",
                f"This ({kind}) stands for several services: {', '.join(sorted(found))}. "
                "Write the service's code.",
            )
        return Mismatch(
            "service_unknown",
            f"This ({kind}) is no service of this pack. Write the code or name as in its "
            "table service_types, or add the service there.",
        )


def _number(text: str) -> str:
    return re.sub(r"[\s-]", "", text.casefold())
