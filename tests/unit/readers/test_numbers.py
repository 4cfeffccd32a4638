import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kampung.readers.numbers import decimal_marks, is_ambiguous, parse_decimal, parse_whole


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0),
        ("954", 954),
        ("1.234", 1234),  # Indonesian thousands
        ("1,234", 1234),  # English thousands
        ("1.234.567", 1234567),
        ("1 234", 1234),
        ("1\u00a0234", 1234),  # a space that does not break, as CLDR writes it
        ("1.234,00", 1234),
        ("16021.0", 16021),  # what data frames make of whole numbers
        ("−5", -5),  # the typographic minus
        ("-4", -4),
        (" 12 ", 12),
        ("007", 7),
    ],
)
def test_whole_numbers(text: str, number: int) -> None:
    assert parse_whole(text) == number


@pytest.mark.parametrize(
    "text", ["", "x", "1,5", "1.23", "12.34.567", "1.2345", "1,234.567", "0.123", "1e3", "٣", "½"]
)
def test_not_whole(text: str) -> None:
    assert parse_whole(text) is None


@pytest.mark.parametrize(
    ("text", "mark", "number"),
    [
        ("79,5", ",", 79.5),
        ("79.5", ",", 79.5),  # can only be a decimal point: 5 is no group of three
        ("1.234", ",", 1234.0),
        ("1.234", ".", 1.234),
        ("1.234,5", ".", 1234.5),  # can only be Indonesian
        ("1,234.5", ",", 1234.5),  # can only be English
        ("-0,25", ",", -0.25),
        ("48", ",", 48.0),
    ],
)
def test_decimal_numbers(text: str, mark: str, number: float) -> None:
    assert parse_decimal(text, mark) == number  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", "x", "1.2.3", "4.09%", "1,2,3", "inf", "nan", "1e5"])
def test_not_a_number(text: str) -> None:
    assert parse_decimal(text, ".") is None


@given(st.integers(0, 10**12), st.sampled_from([".", ",", " ", ""]))
def test_whole_numbers_survive_any_grouping(number: int, separator: str) -> None:
    assert parse_whole(f"{number:,}".replace(",", separator)) == number


@given(st.integers(-(10**9), 10**9), st.integers(0, 4), st.sampled_from(["id", "en"]))
@example(-1, 2, "id")  # −0,01: the sign stands before a zero
def test_decimals_survive_the_writing_of_both_languages(
    digits: int, decimals: int, language: str
) -> None:
    number = digits / 10**decimals
    text = f"{number:,.{decimals}f}"
    if language == "id":
        text = text.translate(str.maketrans(".,", ",."))
    assert parse_decimal(text, "," if language == "id" else ".") == number


@given(st.text(max_size=12))
def test_no_text_is_an_error(text: str) -> None:
    assert parse_whole(text) is None or isinstance(parse_whole(text), int)
    assert parse_decimal(text, ",") is None or isinstance(parse_decimal(text, ","), float)


def test_what_a_column_proves() -> None:
    assert decimal_marks(["1.234", "12", "x"]) == frozenset()
    assert decimal_marks(["1.234", "79,5"]) == {","}
    assert decimal_marks(["1,234", "79.5"]) == {"."}
    assert decimal_marks(["79,5", "79.5"]) == {",", "."}
    assert is_ambiguous("1.234")
    assert not is_ambiguous("79,5")
    assert not is_ambiguous("1.234,5")
