import pandas as pd
import pytest

from kampung.readers.codes import Mismatch
from kampung.readers.service_names import ServiceMatcher, slug


@pytest.mark.parametrize(
    "written",
    [
        "surat-keterangan-usaha",
        "Keterangan Usaha",
        "SURAT KETERANGAN USAHA",
        "surat_ket_usaha",
        "Surat Ket. Usaha",
        "Layanan Pembuatan Surat Keterangan Usaha",
    ],
)
def test_a_service_in_many_forms(service_types: pd.DataFrame, written: str) -> None:
    assert slug(written) == "keterangan-usaha"
    assert ServiceMatcher(service_types).match(name=written) == "surat-keterangan-usaha"


def test_by_english_name_and_letter_number(service_types: pd.DataFrame) -> None:
    matcher = ServiceMatcher(service_types)
    assert matcher.match(name="Covering letter") == "surat-pengantar"
    assert matcher.match(number="s-01") == "surat-pengantar"
    assert matcher.match(name="S 01") == "surat-pengantar"
    # The name decides; a number is only asked where the name is unknown.
    assert matcher.match(name="Pengantar", number="500") == "surat-pengantar"
    assert matcher.match(name="Surat Lain", number="500") == "surat-keterangan-usaha"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({}, "service_missing"),
        ({"name": "Surat Cinta"}, "service_unknown"),
        ({"number": "S-41"}, "service_ambiguous"),  # two letters have this number
        ({"name": "Surat"}, "service_unknown"),
    ],
)
def test_reasons(service_types: pd.DataFrame, row: dict[str, str], reason: str) -> None:
    found = ServiceMatcher(service_types).match(**row)
    assert isinstance(found, Mismatch)
    assert found.reason == reason


def test_a_pack_without_english_names_or_numbers() -> None:
    types = pd.DataFrame({"code": ["a", "b"], "letter_number": [None, ""], "name_id": ["A", "B"]})
    assert isinstance(ServiceMatcher(types).match(number=""), Mismatch)
    assert ServiceMatcher(types).match(name="b") == "b"
