"""What finished pictures are made of: tables, settings, sources, series."""

import datetime as dt
from dataclasses import dataclass

import pandas as pd
import pytest

from kampung.errors import KampungError
from kampung.language import Language
from kampung.pictures import cells
from kampung.pictures.registry import entry
from kampung.pictures.series import Point, series
from kampung.pictures.settings import SettingError, choice, code, day, read, write
from kampung.pictures.sources import Source, publishers, sources_of, together
from kampung.pictures.table import Cell, Column, Table, table

ID, EN = Language("id"), Language("en")


@dataclass(frozen=True)
class Settings:
    metric: str = choice("metric", default="cases", allowed=("cases", "deaths"))
    start: dt.date | None = day("from")
    area: str = code("kode")


class TestTable:
    def test_it_is_read_as_text_and_taken_away_as_values(self) -> None:
        made = table(
            [Column("Week", "period"), Column("Cases", "number"), "Source"],
            [
                (
                    cells.period(dt.date(2021, 7, 14), dt.date(2021, 7, 20), "14–20 Juli 2021"),
                    cells.stated(ID, 1100, ">"),
                    "Koran",
                ),
                (cells.MISSING, cells.number(ID, None), ""),
            ],
        )
        assert made.as_text().to_numpy().tolist() == [
            ["14–20 Juli 2021", "lebih dari 1.100", "Koran"],
            ["–", "–", ""],
        ]
        assert [cell.value for cell in made.rows[0]] == ["2021-07-14/2021-07-20", 1100, "Koran"]
        assert [cell.value for cell in made.rows[1]] == [None, None, None]

    def test_a_row_has_a_cell_for_each_column(self) -> None:
        with pytest.raises(ValueError, match="not as many cells"):
            Table((Column("a"),), ((Cell("x", "x"), Cell("y", "y")),))

    def test_shares_and_days_keep_their_values(self) -> None:
        assert cells.share(ID, -0.677, signed=True) == Cell(-0.677, "−67,7%")
        assert cells.date(EN, pd.Timestamp("2021-07-14")) == Cell(
            dt.date(2021, 7, 14), "14 July 2021"
        )
        assert cells.number(EN, 79.83, decimals=2) == Cell(79.83, "79.83")


class TestSettings:
    def test_an_address_says_what_differs_from_the_default(self) -> None:
        chosen = read(Settings, {"metric": "deaths", "from": "2021-07-01"})
        assert chosen == Settings("deaths", dt.date(2021, 7, 1))
        assert write(chosen) == {"metric": "deaths", "from": "2021-07-01"}
        assert write(Settings()) == {}

    def test_a_command_names_the_fields(self) -> None:
        assert read(Settings, {"start": "2021-07-01"}, by_key=False).start == dt.date(2021, 7, 1)

    @pytest.mark.parametrize(
        ("given", "said"),
        [
            ({"metric": "cats"}, "metric cannot be 'cats'; it can be: cases, deaths"),
            ({"from": "July"}, "from cannot be 'July': write a day as 2021-07-14"),
            ({"colour": "red"}, "no setting 'colour' here; there are: metric, from, kode"),
        ],
    )
    def test_what_cannot_be_is_refused_in_a_sentence(
        self, given: dict[str, str], said: str
    ) -> None:
        with pytest.raises(SettingError, match=said):
            read(Settings, given)


class TestSources:
    ROWS = pd.DataFrame(
        {
            "publisher": ["A", "B", "B", None],
            "source_id": ["a-1", "b-1", "b-1", None],
            "url": ["https://a.example", None, None, None],
            "locator": ["¶1", "¶2", "¶5", None],
        }
    )

    def test_those_with_most_rows_come_first_with_their_places(self) -> None:
        assert sources_of(self.ROWS) == (
            Source("B", id="b-1", locators=("¶2", "¶5")),
            Source("A", id="a-1", url="https://a.example", locators=("¶1",)),
        )
        assert publishers(sources_of(self.ROWS)) == ("B", "A")

    def test_of_rows_without_a_publisher_there_are_none(self) -> None:
        assert sources_of(pd.DataFrame({"value": [1]})) == ()
        assert together((Source("A"),), (Source("A"), Source("C"))) == (Source("A"), Source("C"))


def test_a_series_keeps_gaps_and_open_ends() -> None:
    rows = pd.DataFrame(
        {
            "on": pd.to_datetime(["2021-07-01", "2021-07-02"]),
            "value": [5.0, float("nan")],
            "most": [float("inf"), 7],
        }
    )
    made = series(rows, name="Kasus", x="on", value="value", greatest="most")
    assert made.points == (
        Point(dt.date(2021, 7, 1), 5.0),
        Point(dt.date(2021, 7, 2), None, greatest=7.0),
    )


def test_an_unknown_picture_is_refused_with_those_there_are() -> None:
    with pytest.raises(KampungError, match="There is no picture 'nix'"):
        entry("nix")
