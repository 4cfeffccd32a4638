"""Which area a row speaks of: Kemendagri codes, BPS codes, and names as people write them.

A Kemendagri code of a village has ten digits, ``PP.RR.KK.VVVV``, where VVVV begins with 1 for a
kelurahan, 2 for a desa and 3 for a desa adat. A BPS code of a village has ten digits too,
``PPRRKKKVVV``, and BPS numbers villages in its own order, so that one cannot be computed from the
other. Packs know the BPS codes of kecamatan; a BPS code of a village therefore says in which
kecamatan it lies, and its name decides within that kecamatan.
"""

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from kampung.privacy import mask

CodeSystem = Literal["kemendagri", "bps", "either"]

_PREFIX = re.compile(
    r"^(?:desa|ds|kelurahan|kel|kecamatan|kec|kabupaten|kab)\s*(?:\.\s*|\s+)(?=\S)", re.ASCII
)
_VILLAGE_DIGITS = 10
_LONGEST_CODE = 40  # characters; what is longer is no code, however it is written
_BPS_DISTRICT_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Why a text stands for nothing in the pack.

    Attributes
    ----------
    reason : str
        A reason code of `kampung.readers.rejects.REASONS`.
    message : str
        A sentence about this very text, which it quotes no further than `kampung.privacy.mask`
        lets it; for files about persons it is not used.
    """

    reason: str
    message: str


def _kind(text: str) -> str:
    """What a text is, where it surely is no code that may be quoted."""
    kind = mask(text)
    return kind if kind.startswith(("text of ", "number of ")) else "shorter number"


def digits(code: str) -> str:
    """Reduce a code to its digits: ``99.01.01.2001`` and ``9901012001.0`` alike."""
    code = re.sub(r"(?<=\d{4})\.0$", "", code.strip())
    return re.sub(r"[.\s-]", "", code)


def kemendagri_code(code: str) -> str | None:
    """Write a Kemendagri code with its points, or None if it has not 2, 4, 6 or 10 digits."""
    plain = digits(code)
    if not plain.isascii() or not plain.isdigit() or len(plain) not in (2, 4, 6, _VILLAGE_DIGITS):
        return None
    parts = (plain[0:2], plain[2:4], plain[4:6], plain[6:10])
    return ".".join(part for part in parts if part)


def normalise_name(name: str) -> str:
    """Bring the name of an area to one form, without what only says its kind.

    ``DESA  Suka Maju``, ``Sukamaju`` and ``Ds. SUKAMAJU`` are the same name.
    """
    plain = unicodedata.normalize("NFKD", name).casefold().strip()
    plain = _PREFIX.sub("", " ".join(plain.split()))
    return "".join(letter for letter in plain if letter.isalnum())


class VillageMatcher:
    """Finds the village of a row among the areas of a pack.

    Parameters
    ----------
    areas : DataFrame
        Columns code, parent_code, level (regency, district, village), name and, where known,
        bps_code.
    """

    def __init__(self, areas: pd.DataFrame) -> None:
        filled = areas.astype("string").fillna("")
        columns = ["code", "parent_code", "level", "name", "bps_code"]
        rows: list[dict[str, str]] = [
            dict(zip(columns, row, strict=True))
            for row in filled.reindex(columns=columns, fill_value="").itertuples(index=False)
        ]
        self._names = {row["code"]: row["name"] for row in rows}
        self._parents = {row["code"]: row["parent_code"] for row in rows}
        self._villages = sorted(row["code"] for row in rows if row["level"] == "village")
        self._regencies = [row["code"] for row in rows if row["level"] == "regency"]
        self._known = frozenset(self._villages)
        villages = [row for row in rows if row["level"] == "village"]
        districts = [row for row in rows if row["level"] == "district"]
        self._by_bps = {digits(row["bps_code"]): row["code"] for row in villages if row["bps_code"]}
        self._district_by_bps = {
            digits(row["bps_code"]): row["code"] for row in districts if row["bps_code"]
        }
        self._districts = frozenset(row["code"] for row in districts)
        self._districts_by_name: dict[str, list[str]] = defaultdict(list)
        for row in districts:
            self._districts_by_name[normalise_name(row["name"])].append(row["code"])
        self._by_name: dict[str, list[str]] = defaultdict(list)
        for row in villages:
            self._by_name[normalise_name(row["name"])].append(row["code"])

    @property
    def codes(self) -> list[str]:
        """Kemendagri codes of the villages, in their order."""
        return list(self._villages)

    def match(
        self,
        *,
        code: str | None = None,
        name: str | None = None,
        district_code: str | None = None,
        district: str | None = None,
        system: CodeSystem = "either",
    ) -> str | Mismatch:
        """Find a village by its code, or else by its name within its kecamatan.

        A code decides; a name beside it is only asked whether it belongs to another village,
        which is how codes of another year show themselves. A name alone must be the only one in
        its kecamatan, or in the regency where no kecamatan is given.

        Parameters
        ----------
        code, name : str, optional
            Of the village.
        district_code, district : str, optional
            Code (Kemendagri or BPS) and name of its kecamatan.
        system : {"kemendagri", "bps", "either"}
            What the heading of the code column says.

        Returns
        -------
        str or Mismatch
            Kemendagri code with points, or why there is none.
        """
        code = code[:_LONGEST_CODE] if code is not None else None
        within = self._district(district_code, district)
        if isinstance(within, Mismatch) and code is None:
            return within
        known_within = None if isinstance(within, Mismatch) else within
        if code is not None:
            return self._match_code(code, name, known_within, system)
        if name is not None:
            return self._match_name(name, known_within)
        return Mismatch("village_missing", "Neither a village code nor a village name is given.")

    def _match_code(
        self, code: str, name: str | None, within: str | None, system: CodeSystem
    ) -> str | Mismatch:
        plain = digits(code)
        if system != "bps":
            found = kemendagri_code(plain)
            if found in self._known:
                assert found is not None  # noqa: S101 - for the type checker
                return self._unless_name_differs(found, name, within)
        if system != "kemendagri":
            if plain in self._by_bps:
                return self._unless_name_differs(self._by_bps[plain], name, within)
            district = self._district_by_bps.get(plain[:_BPS_DISTRICT_DIGITS])
            if district is not None and len(plain) == _VILLAGE_DIGITS:
                if name is None:
                    return Mismatch(
                        "village_bps_unknown",
                        f"This is a BPS code in the kecamatan {self._names[district]}, but the "
                        "pack does not know the BPS codes of its villages. Add the village's name "
                        "or its Kemendagri code.",
                    )
                return self._match_name(name, district)
        return self._unknown_code(code, plain, name, within)

    def _unknown_code(
        self, code: str, plain: str, name: str | None, within: str | None
    ) -> Mismatch:
        if not plain.isdigit() or len(plain) != _VILLAGE_DIGITS:
            return Mismatch(
                "village_code_invalid",
                f"The code of a village needs ten digits, such as PP.RR.KK.VVVV; this is a "
                f"{_kind(code)}. Correct it.",
            )
        if not any(plain.startswith(digits(regency)) for regency in self._regencies):
            regencies = ", ".join(f"{self._names[c]} ({c})" for c in self._regencies)
            return Mismatch(
                "village_outside",
                f"{self._said(code)} lies outside the area of this pack: "
                f"{regencies}. Leave the line out.",
            )
        candidate = self._match_name(name, within) if name is not None else None
        if isinstance(candidate, str):
            return Mismatch(
                "village_other_year",
                f"{self._said(code)} is not in this pack; {self._names[candidate]} has the code "
                f"{candidate}. The file seems to use the codes of another year: replace them.",
            )
        return Mismatch(
            "village_unknown",
            f"There is no village with the code {self._said(code)} in this pack. Correct the code.",
        )

    def _unless_name_differs(
        self, code: str, name: str | None, within: str | None
    ) -> str | Mismatch:
        """Refuse a code whose name plainly belongs to another village (renumbered codes)."""
        if name is None:
            return code
        key = normalise_name(name)
        others = self._by_name.get(key, [])
        if not others or code in others or key == normalise_name(self._names[code]):
            return code
        candidate = self._match_name(name, within)
        says = (
            f"says {self._names[candidate]}, which has the code {candidate}"
            if isinstance(candidate, str)
            else "names another village"
        )
        return Mismatch(
            "village_other_year",
            f"{code} is {self._names[code]}, but the line {says}. The file seems to use the "
            "codes of another year: replace them.",
        )

    def _match_name(self, name: str, within: str | None) -> str | Mismatch:
        found = self._by_name.get(normalise_name(name), [])
        if within is not None:
            found = [code for code in found if self._parents[code] == within]
        place = f"in the kecamatan {self._names[within]}" if within else "in this pack"
        if len(found) == 1:
            return found[0]
        if not found:
            return Mismatch(
                "village_unknown",
                f"There is no village of this name ({mask(name)}) {place}. Correct the name.",
            )
        where = ", ".join(f"{self._names[self._parents[code]]} ({code})" for code in found)
        return Mismatch(
            "village_ambiguous",
            f"{len(found)} villages {place} are named {self._names[found[0]]}: {where}. Add the "
            "code or the kecamatan.",
        )

    def _district(self, code: str | None, name: str | None) -> str | Mismatch | None:
        """Find the kecamatan; None where the row says nothing of it."""
        if code is not None:
            found = kemendagri_code(code)
            if found in self._districts:
                return found
            if digits(code) in self._district_by_bps:
                return self._district_by_bps[digits(code)]
            return Mismatch(
                "district_unknown",
                f"There is no kecamatan with the code {mask(code, is_code=True)} in this pack. "
                "Correct it.",
            )
        if name is not None:
            candidates = self._districts_by_name.get(normalise_name(name), [])
            if len(candidates) == 1:
                return candidates[0]
            problem = "several kecamatan" if candidates else "no kecamatan"
            return Mismatch(
                "district_unknown",
                f"There is {problem} of this name ({mask(name)}) in this pack. Correct it.",
            )
        return None

    def quotable(self, code: str) -> str:
        """Write a code of a village of the pack's own regencies with its points.

        Only they are surely no telephone number. What else stands there is left as it is.
        """
        plain = digits(code[:_LONGEST_CODE])
        is_ours = any(plain.startswith(digits(regency)) for regency in self._regencies)
        return (kemendagri_code(plain) or code) if is_ours else code

    def _said(self, code: str) -> str:
        return mask(self.quotable(code), is_code=True)
