"""Recoveries against cases."""

import datetime as dt

import pytest

from kampung.charts.theme import LIGHT
from kampung.language import Language
from kampung.subjects.epidemic.analysis.compare import common_blocks, comparisons
from kampung.subjects.epidemic.charts.comparison import comparison_chart
from tests.unit.charts.drawn import LANGUAGES, LOOKS, key, rows, spec, words
from tests.unit.made_up import figures, record

START, END = dt.date(2021, 6, 1), dt.date(2021, 9, 5)
METRICS = {"new_cases": "Kasus baru", "new_recoveries": "Sembuh"}


def draw(frame, *, look=LIGHT, code="id"):
    return spec(
        comparison_chart(
            common_blocks(frame, start=START, end=END),
            look=look,
            language=Language(code),
            metrics=METRICS,
            start=START,
            end=END,
            said=comparisons(frame, first="new_recoveries", second="new_cases"),
            said_text="Sembuh > kasus baru",
        )
    )


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: look.name)
@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_it_is_valid_in_every_look_and_language(language, look):
    assert key(draw(record(), look=look, code=language.code)) == ["Kasus baru", "Sembuh"]


def test_levels_are_means_of_seven_days_over_their_block():
    levels = [row for row in rows(draw(record()), mark="rule") if row["tip_period"]]
    week = [row for row in levels if row["tip_period"] == "30 Juni–6 Juli 2021"]
    assert [row["y"] for row in week] == [434, 322]
    assert week[0]["tip_days"] == "7 hari"
    last = [row for row in levels if row["tip_period"] == "30 Juli–25 Agustus 2021"]
    assert [row["tip_total"] for row in last] == ["2.528–2.529", "2.486–2.487"]


def test_what_was_only_said_is_shaded_with_its_words():
    assert "Sembuh > kasus baru" in words(draw(record()))


def test_without_totals_it_says_so():
    assert words(draw(figures())) == {"Belum ada data."}
