import pandas as pd
import pytest

from kampung.readers.codes import (
    Mismatch,
    VillageMatcher,
    digits,
    kemendagri_code,
    normalise_name,
)


@pytest.fixture(scope="module")
def matcher(areas: pd.DataFrame) -> VillageMatcher:
    return VillageMatcher(areas)


@pytest.mark.parametrize(
    "written", ["99.01.01.2001", "9901012001", "9901012001.0", " 99 01 01 2001 ", "99-01-01-2001"]
)
def test_a_code_in_many_forms(written: str) -> None:
    assert digits(written) == "9901012001"
    assert kemendagri_code(written) == "99.01.01.2001"


@pytest.mark.parametrize("written", ["", "99.01.01.201", "x", "99010120011", "९९०१०१२००१"])
def test_no_code(written: str) -> None:
    assert kemendagri_code(written) is None


@pytest.mark.parametrize(
    "written",
    ["Suka Maju", "SUKAMAJU", "DESA SUKA MAJU", "Ds. Sukamaju", "desa  suka-maju", "Kel Suka Maju"],
)
def test_a_name_in_many_forms(written: str) -> None:
    assert normalise_name(written) == "sukamaju"


@pytest.mark.parametrize("written", ["Kelir", "Desakarya", "Kelurahan"])
def test_a_name_that_only_begins_like_a_kind(written: str) -> None:
    assert normalise_name(written) == written.casefold()


def test_the_code_decides(matcher: VillageMatcher) -> None:
    assert matcher.match(code="9901012001") == "99.01.01.2001"
    # A spelling that no village has does not matter beside a code.
    assert matcher.match(code="99.01.01.2001", name="Suka Madju") == "99.01.01.2001"
    assert matcher.match(code="99.01.01.1001", name="KEL. KARANG") == "99.01.01.1001"


def test_a_name_alone_must_be_the_only_one(matcher: VillageMatcher) -> None:
    assert matcher.match(name="DESA TEGAL") == "99.01.01.2002"
    assert matcher.match(name="Karang", district="KEC. SELATAN") == "99.01.02.2001"
    assert matcher.match(name="Karang", district_code="990101") == "99.01.01.1001"
    assert matcher.match(name="Karang", district_code="9901011") == "99.01.02.2001"  # BPS
    several = matcher.match(name="Karang")
    assert isinstance(several, Mismatch)
    assert several.reason == "village_ambiguous"
    assert "Utara (99.01.01.1001), Selatan (99.01.02.2001)" in several.message


def test_a_bps_code_says_the_kecamatan_and_the_name_the_village(matcher: VillageMatcher) -> None:
    assert matcher.match(code="9901011004", name="Karang", system="bps") == "99.01.02.2001"
    # Without a heading that says so, a code that is none of Kemendagri's is tried as BPS's.
    assert matcher.match(code="9901010003", name="Tegal") == "99.01.01.2002"
    alone = matcher.match(code="9901011004")
    assert isinstance(alone, Mismatch)
    assert alone.reason == "village_bps_unknown"


def test_bps_codes_of_villages_where_the_pack_has_them(areas: pd.DataFrame) -> None:
    known = areas.copy()
    known.loc[known["code"] == "99.01.02.2002", "bps_code"] = "9901011007"
    assert VillageMatcher(known).match(code="9901011007") == "99.01.02.2002"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({}, "village_missing"),
        ({"code": "123"}, "village_code_invalid"),
        ({"code": "Karang"}, "village_code_invalid"),
        ({"code": "88.01.01.2001"}, "village_outside"),
        ({"code": "99.01.01.2099"}, "village_unknown"),
        ({"code": "99.01.01.2099", "name": "Entah"}, "village_unknown"),
        # The village is there, but today under another code.
        ({"code": "99.01.01.2099", "name": "Kelir"}, "village_other_year"),
        # The code is there, but today it is another village's.
        ({"code": "99.01.01.2001", "name": "Kelir"}, "village_other_year"),
        ({"name": "Entah"}, "village_unknown"),
        ({"name": "Kelir", "district": "Utara"}, "village_unknown"),
        ({"name": "Karang", "district": "Tengah"}, "district_unknown"),
        ({"name": "Karang", "district_code": "990109"}, "district_unknown"),
    ],
)
def test_reasons(matcher: VillageMatcher, row: dict[str, str], reason: str) -> None:
    found = matcher.match(**row)  # type: ignore[arg-type]
    assert isinstance(found, Mismatch)
    assert found.reason == reason


def test_the_report_says_the_code_of_today(matcher: VillageMatcher) -> None:
    found = matcher.match(code="99.01.01.2099", name="DESA KELIR")
    assert isinstance(found, Mismatch)
    # In the pack's own spelling: what the file says is not quoted.
    assert "; Kelir has the code 99.01.02.2002" in found.message
