"""What a chart of weeks says: its title, what stands around it, its tips and its notes."""

import datetime as dt

import pandas as pd
import pytest

from kampung.language import Language
from kampung.subjects.epidemic import card_words, day_words, grid_words, headline_words
from kampung.subjects.epidemic.analysis.grid import grid
from kampung.subjects.epidemic.analysis.peaks import peak_of
from kampung.subjects.epidemic.analysis.record import marks
from tests.unit.made_up import figures

ID, EN = Language("id"), Language("en")
START, END = dt.date(2021, 6, 30), dt.date(2021, 8, 31)

PEAK = {"value": 954, "start_on": "2021-07-14", "end_on": "2021-07-20"}
CAP = {
    "value": 954,
    "start_on": "2021-06-30",
    "end_on": "2021-08-31",
    "statistic": "maximum_week",
}
LAST = {"value": 308, "start_on": "2021-08-25", "end_on": "2021-08-31"}
FLOORS = {
    "value": 100,
    "start_on": "2021-07-21",
    "end_on": "2021-08-24",
    "statistic": "each_week",
    "relation": ">",
}
STATES = (
    {"value": 1340, "end_on": "2021-08-10", "metric": "active_cases", "statistic": "level"},
    {"value": 44, "end_on": "2021-08-31", "metric": "active_cases", "statistic": "level"},
)


def peak(*rows, metric="new_cases"):
    found = marks(figures(*rows), metric=metric, unit="week")
    return peak_of(found, metric=metric, start=START, end=END)


def known(*rows, ranges=None, unit="week"):
    empty = pd.DataFrame(columns=["start_on", "end_on", "least", "greatest", "estimate"])
    return grid(
        marks(figures(*rows), metric="new_cases", unit=unit),
        empty if ranges is None else ranges,
        unit=unit,
        start=START,
        end=END,
        last=END,
    )


def possible(least, greatest):
    day = pd.Timestamp("2021-08-10")
    return pd.DataFrame(
        {
            "start_on": [day - pd.Timedelta(days=6)],
            "end_on": [day],
            "least": [least],
            "greatest": [greatest],
            "estimate": [least],
        }
    )


@pytest.mark.parametrize(
    ("rows", "english", "indonesian"),
    [
        (
            (PEAK, CAP, LAST),
            "X peaked at 954 a week, then fell to 308",
            "X mencapai puncak 954 sepekan, lalu turun menjadi 308",
        ),
        ((PEAK, CAP), "X peaked at 954 a week", "X mencapai puncak 954 sepekan"),
        (  # no source says that no week was higher
            (PEAK, LAST),
            "X: 954 in the highest published week",
            "X: 954 pada pekan tertinggi yang dipublikasikan",
        ),
        (
            (FLOORS, {**LAST, "value": 56}),
            "X: above 100 a week for 5 weeks, then 56",
            "X: lebih dari 100 sepekan selama 5 pekan, lalu 56",
        ),
        (
            (FLOORS,),
            "X: above 100 a week for 5 weeks",
            "X: lebih dari 100 sepekan selama 5 pekan",
        ),
        ((), "", ""),
    ],
)
def test_the_title_is_what_the_record_says(
    rows: tuple[dict[str, object], ...], english: str, indonesian: str
) -> None:
    found = peak(*rows)
    assert grid_words.claim(found, metric_name="X", language=EN) == english
    assert grid_words.claim(found, metric_name="X", language=ID) == indonesian


def test_the_highest_day_is_called_the_highest_that_was_published() -> None:
    days = known(
        {"value": 150, "end_on": "2021-07-20"}, {"value": 1200, "end_on": "2021-08-03"}, unit="day"
    )
    assert grid_words.claim_of_days(days, metric_name="X", language=EN) == (
        "X: 1,200 on the highest day that was published, 3 August 2021"
    )
    assert grid_words.claim_of_days(days, metric_name="X", language=ID) == (
        "X: 1.200 pada hari tertinggi yang dipublikasikan, 3 Agustus 2021"
    )
    assert grid_words.claim_of_days(known(unit="day"), metric_name="X", language=EN) == ""


def described(found, *, claim="", language=EN, unit="week"):
    return grid_words.described(
        found,
        language=language,
        metric_name="New cases",
        unit=unit,
        start=START,
        end=END,
        claim=claim,
        note="",
    )


def test_what_stands_around_a_chart_counts_the_weeks_of_each_kind() -> None:
    said = described(known(PEAK, LAST, ranges=possible(3.0, 9.0)), claim="A claim")
    assert said.title == "A claim"
    assert said.sentence == (
        "Per week (Wednesday–Tuesday), 30 June–31 August 2021."
    )  # fmt: skip
    assert "published: 2; possible range: 1." in said.alt
    assert said.alt.endswith("A claim.")


def test_nothing_published_is_said_in_a_sentence() -> None:
    english, indonesian = described(known()), described(known(), language=ID)
    assert english.title == "New cases, per week (Wednesday–Tuesday)"
    assert english.sentence == (
        "No figure on new cases was published for 30 June–31 August 2021."
    )  # fmt: skip
    assert "Rabu–Selasa" in indonesian.title
    assert english.alt == english.sentence


def of_days(rows, *, state, language=EN, metric="active_cases"):
    found = marks(figures(*rows), metric=metric, unit="cumulative")
    return day_words.described_days(
        found,
        language=language,
        metric_name="X",
        state=state,
        start=START,
        end=END,
        peak=peak(*rows, metric=metric) if state else None,
    )


def test_the_title_of_states_names_the_highest_and_the_last_with_their_days() -> None:
    assert of_days(STATES, state=True).title == (
        "X: 1,340 at most, on 10 August 2021; 44 on 31 August 2021"
    )
    assert of_days(STATES[:1], state=True, language=ID).title == (
        "X: paling banyak 1.340, pada 10 Agustus 2021"
    )


def test_the_title_of_running_totals_is_the_first_and_the_last() -> None:
    totals = (
        {"value": 1500, "end_on": "2021-07-20", "statistic": "cumulative"},
        {"value": 2500, "end_on": "2021-08-20", "statistic": "cumulative"},
    )
    said = of_days(totals, state=False, metric="new_cases")
    assert said.title == "Total of X: 1,500 up to 20 July 2021, 2,500 up to 20 August 2021"
    assert said.sentence == "X, running total, 30 June–31 August 2021."
    assert of_days(totals[:1], state=False, metric="new_cases").title == (
        "Total of X: 1,500 up to 20 July 2021"
    )


def test_without_states_there_is_no_claim() -> None:
    said = of_days((), state=True)
    assert said.title == "X, on the day"
    assert said.sentence.startswith("No figure on X was published")


def row(found, code):
    (only,) = found[found["code"] == code].to_dict("records")
    return only


def test_tips_say_number_days_and_how_it_is_known() -> None:
    found = known(PEAK, {**FLOORS, "end_on": "2021-08-03"}, ranges=possible(1.0, 1500.0))
    assert grid_words.tip(row(found, "2021-07-20"), language=EN) == {
        "tip_value": "954",
        "tip_period": "14–20 Jul 2021",
        "tip_kind": "published",
    }
    assert grid_words.tip(row(found, "2021-08-10"), language=ID) == {
        "tip_value": "1–1.500",
        "tip_period": "4–10 Agu 2021",
        "tip_kind": "rentang yang mungkin",
    }
    assert grid_words.tip(row(found, "2021-08-03"), language=EN)["tip_value"] == "above 100"
    assert grid_words.choice(row(found, "2021-07-20"), language=EN) == "14–20 Jul 2021: 954"


def test_how_a_number_is_known_fits_its_kind() -> None:
    floors = known(FLOORS, ranges=possible(120.0, 150.0))
    sums = known(
        {"value": 1000, "end_on": "2021-07-13", "statistic": "cumulative"},
        {"value": 2150, "end_on": "2021-07-20", "statistic": "cumulative"},
    )
    only, between = known(ranges=possible(7.0, 7.0)), known(ranges=possible(7.0, 9.0))

    def told(found, code):
        return grid_words.derivation(row(found, code), language=EN)

    assert told(known(PEAK), "2021-07-20") == "Published as it stands."
    assert told(floors, "2021-08-03") == "Published as “above 100”."
    assert told(floors, "2021-08-10") == (
        "Published as “above 100”; by all figures together it lies within 120–150."
    )
    assert told(sums, "2021-07-20") == "Calculated: 2,150 − 1,000."
    assert told(only, "2021-08-10").endswith("leave only this number.")
    assert told(between, "2021-08-10").endswith("leave only numbers within this range.")


def test_a_note_explains_the_days_of_the_peak_and_who_else_states_it() -> None:
    figure = {
        "printed": 954,
        "relation": "=",
        "decimals": 0,
        "period_note_en": "Counted back.",
        "period_note_id": "Dihitung mundur.",
    }
    note = grid_words.note_of_peak
    assert note(figure, alone=True, language=EN) == "\\* Counted back. No other source has 954."
    assert note(figure, alone=False, language=ID) == "\\* Dihitung mundur."
    assert grid_words.note_of_doubt(1, language=EN) == (
        "1 of the published numbers conflicts with other figures."
    )
    assert grid_words.note_of_doubt(2, language=ID) == (
        "2 angka yang dipublikasikan bertentangan dengan angka lain."
    )


@pytest.mark.parametrize(
    ("start", "end", "english", "indonesian"),
    [
        ("2021-06-01", "2021-09-30", "June–September 2021", "Juni–September 2021"),
        ("2021-06-01", "2021-06-30", "June 2021", "Juni 2021"),
        (
            "2020-12-01",
            "2021-01-31",
            "December 2020 – January 2021",
            "Desember 2020 – Januari 2021",
        ),
        ("2021-06-02", "2021-06-30", "2–30 June 2021", "2–30 Juni 2021"),
    ],
)
def test_whole_months_are_named_by_their_names(
    start: str, end: str, english: str, indonesian: str
) -> None:
    days = dt.date.fromisoformat(start), dt.date.fromisoformat(end)
    assert grid_words.months(*days, language=EN) == english
    assert grid_words.months(*days, language=ID) == indonesian


@pytest.mark.parametrize(
    ("end", "english", "indonesian"),
    [
        ("2021-07-10", "early July 2021", "awal Juli 2021"),
        ("2021-07-20", "mid July 2021", "pertengahan Juli 2021"),
        ("2021-07-30", "late July 2021", "akhir Juli 2021"),
        ("2021-08-31", "last week of August 2021", "pekan terakhir Agustus 2021"),
        ("2021-08-02", "late July 2021", "akhir Juli 2021"),  # most of its days
    ],
)
def test_a_week_is_told_as_people_say_it(end: str, english: str, indonesian: str) -> None:
    last = dt.date.fromisoformat(end)
    start = last - dt.timedelta(days=6)
    found = peak({"value": 5, "start_on": str(start), "end_on": end})
    assert found is not None
    assert headline_words.roughly(found.highest, language=EN) == english
    assert headline_words.roughly(found.highest, language=ID) == indonesian


def test_a_week_that_nobody_calls_the_highest_is_no_peak_in_the_headline() -> None:
    weeks = (
        {"value": 70, "start_on": "2021-07-14", "end_on": "2021-07-20"},
        {"value": 21, "start_on": "2021-08-25", "end_on": "2021-08-31"},
    )
    found = peak(*weeks)
    assert found is not None
    assert not found.is_highest_week
    said = headline_words.fall_of_cases([found], language=EN)
    assert said.startswith("The highest published week had **70** new cases (mid July 2021), ")
    assert "the last **21** (last week of August 2021)" in said
    assert "peak" not in said


def test_several_weeks_are_told_by_their_days() -> None:
    found = peak(FLOORS)
    assert found is not None
    assert headline_words.roughly(found.highest, language=EN) == "21 July–24 August 2021"


def test_a_card_tells_the_fall_since_the_peak() -> None:
    fall, floor, level = peak(PEAK, LAST), peak(FLOORS, {**LAST, "value": 56}), peak(PEAK)
    assert fall is not None
    assert floor is not None
    assert level is not None
    assert card_words.since_peak(fall, language=EN) == (
        "down 67.7% since the peak of 954, 14–20 Jul 2021"
    )
    # From above 100 to 56: down by more than 44 %.
    assert card_words.since_peak(floor, language=EN) == (
        "above 100 in each before (21 Jul–24 Aug 2021): down more than 44%"
    )
    assert card_words.since_peak(level, language=EN) == ""
    assert card_words.when_of(floor.highest, language=ID) == "5 pekan, 21 Jul–24 Agu 2021"


def test_how_far_the_record_reaches_is_told_with_the_day_of_the_check() -> None:
    last = dt.date(2022, 2, 28)
    assert card_words.reach(last, checked="2026-11-24", language=ID) == (
        "Catatan berakhir Februari 2022; diperiksa pada 24 November 2026."
    )
    assert card_words.reach(last, checked="", language=EN) == "The record ends in February 2022."


def test_a_bar_is_heard_as_its_days_its_number_and_how_it_is_known() -> None:
    assert grid_words.heard(row(known(PEAK), "2021-07-20"), language=ID) == (
        "14–20 Jul 2021: 954, dipublikasikan"
    )
