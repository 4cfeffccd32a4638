"""Tables as pages show them: every source a link, and no text taken for a sign."""

import json

import pandas as pd

from kampung.exports.picture import to_json
from kampung.language import Language
from kampung.pictures import cells
from kampung.pictures.description import Description
from kampung.pictures.picture import Picture
from kampung.pictures.sources import Source
from kampung.pictures.table import ADDRESSES, PLAIN_ROWS, Table, table

EN = Language("en")
ROW = {
    "publisher": "Koran [Kota]",
    "source_id": "koran",
    "url": "https://koran.example/1",
    "published_on": "2021-07-20",
    "locator": "¶3",
}


def picture(made: Table) -> Picture:
    return Picture(
        "one", Description("T", "S", "A"), None, table=made, rows=pd.DataFrame(), sources=()
    )


def test_a_short_table_is_sent_with_links_and_its_other_text_as_it_is() -> None:
    made = table(["Fact", "Source"], [("1. *Big*", cells.source(EN, ROW))])
    assert picture(made).sent_table.text.to_pylist() == [
        {
            "Fact": r"1\. \*Big\*",
            "Source": r"[Koran \[Kota\], 20 Jul 2021, ¶3](https://koran.example/1)",
        }
    ]
    assert made.as_text().to_numpy().tolist() == [["1. *Big*", "Koran [Kota], ¶3"]]


def test_a_long_table_has_the_addresses_behind_the_sources() -> None:
    made = table(
        ["Source", "Note"], [(cells.source(EN, ROW), "x_y")] * PLAIN_ROWS + [(cells.MISSING, "-")]
    )
    sent = picture(made).sent_table.grid
    assert sent.column_names == ["Source", ADDRESSES, "Note"]
    assert sent.to_pylist()[0] == {
        "Source": "Koran [Kota], ¶3",
        ADDRESSES: "https://koran.example/1",
        "Note": "x_y",
    }
    assert sent.column(ADDRESSES).to_pylist()[-1] == ""


def test_a_formula_names_what_it_rests_on() -> None:
    found = [Source("A", id="a", url="https://a.example"), Source("B", id="b")]
    cell = cells.sources(EN, found, formula="9 − 4")
    assert cell.text == "9 − 4 (A, B)"
    assert cell.markdown == (
        "9 − 4 ([A](https://a.example), [B](tentang?source=b&lang=en) (no public page))"
    )


def test_programs_read_the_cells_as_ever() -> None:
    made = table(["Source"], [(cells.source(EN, ROW),)])
    assert json.loads(to_json(picture(made), name="one"))["table"]["rows"] == [
        [{"value": "Koran [Kota], ¶3", "text": "Koran [Kota], ¶3"}]
    ]
