"""Which village and which service each row of a sheet is about."""

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from kampung.errors import KampungError
from kampung.readers.codes import CodeSystem, Mismatch, VillageMatcher
from kampung.readers.columns import Column, IntArray, combine
from kampung.readers.service_names import ServiceMatcher
from kampung.readers.sheet import Sheet


def match_villages(
    sheet: Sheet,
    matcher: VillageMatcher,
    *,
    village: str | None = None,
    configs: Mapping[str, str] | None = None,
) -> IntArray:
    """Find the village of every row and reject the rows that have none.

    Parameters
    ----------
    sheet : Sheet
    matcher : VillageMatcher
    village : str, optional
        Code of the village that the whole file is from, where it does not say.
    configs : mapping of str to str, optional
        Village code for each ``config_id`` of OpenSID.

    Returns
    -------
    array of int64, (rows,)
        Index into ``matcher.codes``; -1 where there is none.

    Raises
    ------
    KampungError
        The file does not say which village it is from, or says so though `village` is given.
    """
    code, name, district_code, district = (
        sheet.column(role)
        for role in ("village_code", "village_name", "district_code", "district_name")
    )
    role = "village_code" if sheet.has("village_code") else "village_name"
    if sheet.has("village_code", "village_name"):
        if village is not None:
            raise KampungError(
                f"{sheet.label} names its villages itself. Leave out the village that you gave."
            )
    elif village is not None:
        code = Column.constant(sheet.rows, village)
    elif configs and sheet.has("config_id"):
        code, role = sheet.column("config_id").translate(configs), "config_id"
    else:
        raise KampungError(
            f"{sheet.label} does not say which village it is from. Add a column kode_desa, or "
            "OpenSID's table config as another file, or give the code of the village."
        )
    says_bps = sheet.headings.names.get("village_code", "").startswith("bps_")
    system: CodeSystem = "bps" if says_bps else "either"
    inverse, texts = combine([code, name, district_code, district], sheet.rows)
    found = [
        matcher.match(code=a, name=b, district_code=c, district=d, system=system)
        for a, b, c, d in texts
    ]
    return _indices(sheet, role, inverse, texts, found, matcher.codes, say=matcher.quotable)


def match_services(
    sheet: Sheet, matcher: ServiceMatcher, *, formats: Mapping[str, str] | None = None
) -> IntArray:
    """Find the service of every row and reject the rows that have none.

    Parameters
    ----------
    sheet : Sheet
    matcher : ServiceMatcher
    formats : mapping of str to str, optional
        Address of the letter (``url_surat``) for each number of OpenSID's letter formats.

    Returns
    -------
    array of int64, (rows,)
        Index into ``matcher.codes``; -1 where there is none.

    Raises
    ------
    KampungError
        The file names its services by numbers only, and `formats` is empty.
    """
    name, number = sheet.column("service_name"), sheet.column("service_number")
    role = "service_name" if sheet.has("service_name") else "service_number"
    if not sheet.has("service_name", "service_number"):
        if not formats:
            raise KampungError(
                f"{sheet.label} names its services by numbers of its own. Add OpenSID's table "
                "tweb_surat_format as another file, or a column url_surat."
            )
        name, role = sheet.column("format_id").translate(formats), "format_id"
    inverse, texts = combine([name, number], sheet.rows)
    found = [matcher.match(name=a, number=b) for a, b in texts]
    return _indices(sheet, role, inverse, texts, found, matcher.codes)


def _indices(
    sheet: Sheet,
    role: str,
    inverse: IntArray,
    texts: Sequence[tuple[str | None, ...]],
    found: Sequence[str | Mismatch],
    codes: Sequence[str],
    *,
    say: Callable[[str], str] = str,
) -> IntArray:
    """Spread what was found for each combination over the rows; reject where nothing was."""
    index = {code: position for position, code in enumerate(codes)}
    mismatches = {i: match for i, match in enumerate(found) if isinstance(match, Mismatch)}
    values = {i: say(next((text for text in texts[i] if text), "")) for i in mismatches}
    for reason in sorted({mismatch.reason for mismatch in mismatches.values()}):
        chosen = np.array(
            [m.reason == reason if (m := mismatches.get(i)) else False for i in range(len(found))]
        )
        rows = np.flatnonzero(chosen[inverse])
        sheet.reject(
            rows,
            role,
            reason,
            values=[values[i] for i in inverse[rows].tolist()],
            messages=[mismatches[i].message for i in inverse[rows].tolist()],
        )
    positions = [-1 if isinstance(match, Mismatch) else index[match] for match in found]
    return np.array(positions, dtype=np.int64)[inverse]
