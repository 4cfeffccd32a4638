"""Contradictions and proofs as sums: every term named, linked, and signed."""

import datetime as dt
import json

import pytest

from kampung.language import Language
from kampung.subjects.evidence import sums, words
from kampung.subjects.evidence.results import Finding

INDONESIAN, ENGLISH = Language("id"), Language("en")
NAMES = {"new_cases": ("Kasus baru", "New cases"), "new_recoveries": ("Sembuh", "Recoveries")}


def figure(id_, value, end, *, start=None, statistic="total", relation="=", **other):
    end = dt.date.fromisoformat(end)
    start = dt.date.fromisoformat(start) if start else end
    metric = other.pop("metric", "new_cases")
    row = {
        "id": id_,
        "source_id": f"koran-{id_}",
        "publisher": "Koran",
        "source_title": "",
        "source_kind": "press",
        "url": f"https://koran.example/{id_}",
        "published_on": "2021-07-05",
        "locator": "¶2",
        "metric": metric,
        "compared_metric": None,
        "metric_name_id": NAMES[metric][0],
        "metric_name_en": NAMES[metric][1],
        "statistic": statistic,
        "relation": relation,
        "value": value,
        "decimals": 0,
        "start_on": start,
        "end_on": end,
        "tested_start": start,
        "tested_end": end,
        "period_basis": "stated",
        "days_least": None,
        "days_most": None,
        "reading_id": None,
        "reading_en": None,
        "verdict": "possible",
        "follows_from": None,
        "others_least": None,
        "others_greatest": None,
    }
    return row | other


def known(*rows):
    return {row["id"]: row for row in rows}


def reason(added, beside):
    def terms(pairs):
        return [{"id": id_, "amount": amount, "times": 1} for id_, amount in pairs]

    made = {
        "added": terms(added),
        "beside": terms(beside),
        "sum": sum(amount for _, amount in added),
        "other_sum": sum(amount for _, amount in beside),
    }
    return json.dumps({"equation": made})


def lines(table):
    """Rows of a table without its head, spaces that do not break as plain ones."""
    return table.replace("\N{NO-BREAK SPACE}", " ").split("\n")[2:]


MEAN = figure(
    "mean",
    79.83,
    "2021-08-31",
    start="2021-07-03",
    statistic="daily_mean",
    decimals=2,
    verdict="contradicts",
    reason_params=reason([("before", 7535), ("mean", 4790)], [("after", 13054)]),
)
TOTALS = (
    figure("before", 7535, "2021-07-02", statistic="cumulative"),
    figure("after", 13054, "2021-08-25", statistic="cumulative"),
)


def test_a_mean_is_a_sum_with_its_days_and_every_term_has_its_page():
    table = sums.contradiction(MEAN, known(MEAN, *TOTALS), language=ENGLISH)

    link = "[Koran, 5 Jul 2021, ¶2](https://koran.example/{})"
    assert lines(table) == [
        f"| 7,535 | Total cases, 2 July 2021 · {link.format('before')} |",
        f"| + 4,790 | 60 days × 79.83 cases a day, 3 July–31 August 2021 · {link.format('mean')} |",
        "| **= 12,325** | **sum** |",
        f"| **13,054** | but published: total cases, 25 August 2021 · {link.format('after')} |",
    ]


def test_the_same_sum_in_indonesian():
    table = sums.contradiction(MEAN, known(MEAN, *TOTALS), language=INDONESIAN)

    assert "60 hari × rata-rata 79,83 kasus per hari" in table
    assert "padahal dipublikasikan: total kasus, 25 Agustus 2021" in table


def test_two_sums_that_differ_have_each_their_total_and_doubt_is_marked():
    first, second = figure("a", 61, "2021-06-22"), figure("b", 79, "2021-06-23", verdict="disputed")
    total = figure("c", 100, "2021-06-23", start="2021-06-22")
    more = figure("d", 30, "2021-06-24")
    row = total | {"reason_params": reason([("a", 61), ("b", 79)], [("c", 100), ("d", 30)])}

    numbers = [line.split(" | ")[0] for line in lines(
        sums.contradiction(row, known(first, second, total, more), language=ENGLISH)
    )]  # fmt: skip
    assert numbers == ["| 61", "| + 79", "| **= 140**", "| 100", "| + 30", "| **= 130**"]
    assert "| **?** New cases, 23 June 2021" in sums.contradiction(
        row, known(first, second, total, more), language=ENGLISH
    )


def test_a_figure_without_a_plain_sum_has_none():
    row = figure("a", 10.1, "2021-06-21", statistic="share", reason_params="{}")
    assert sums.contradiction(row, known(row), language=ENGLISH) == ""


def test_a_proof_tells_a_repeated_term_once_and_takes_away_what_is_allowed():
    floor = figure(
        "floor", 600, "2021-08-10", start="2021-07-07", statistic="each_week", relation=">",
        metric="new_recoveries",
    )  # fmt: skip
    before = figure("before", 7807, "2021-07-06", statistic="cumulative")
    term = {"id": "floor", "amount": 601, "times": 1}
    found = Finding(
        start_on=dt.date(2021, 7, 30),
        end_on=dt.date(2021, 8, 10),
        least=2 * 601 + 601 - 7,
        peak=before,
        proof={"asked": [term, term, term], "allowed": [{"id": "before", "amount": 7, "times": 1}]},
        rests_on=(floor, before),
    )

    rows = lines(sums.proof(found, known(floor, before), language=ENGLISH))
    assert rows[0].startswith("| 3 × 601 | Recoveries: above 600 every week, 7 July–10 August 2021")
    assert rows[1].startswith("| − 7 | Total cases: 7,807, 6 July 2021")
    assert rows[2] == "| **= 1,796** | **sum** |"


@pytest.mark.parametrize(
    ("bounds", "english"),
    [
        ((93, 1729), "93–1,729"),
        ((0, 132), "0–132"),
        ((18, None), "at least 18"),
        ((0, None), ""),
        ((None, None), ""),
        ((None, 570), "at most 570"),
        ((434, 434), "434"),
    ],
)
def test_the_range_beside_a_figure(bounds, english):
    row = figure("a", 100, "2021-07-20", others_least=bounds[0], others_greatest=bounds[1])
    assert words.room(row, language=ENGLISH) == english


def test_what_is_certain_says_whether_from_its_own_page():
    row = figure("a", 100, "2021-07-20", verdict="follows", follows_from="own")
    assert words.badge(row, language=ENGLISH) == "**= Certain from its own page**"
    assert words.badge(row | {"follows_from": "others"}, language=INDONESIAN) == (
        "**= Sudah pasti dari halaman lain**"
    )


@pytest.mark.parametrize(
    ("counts", "english"),
    [
        ({}, ""),
        (
            {"possible": 3},
            "Of **3** figures that can be cross-checked, none conflicts with the others.",
        ),
        (
            {"possible": 1, "contradicts": 1, "disputed": 2, "uncheckable": 9},
            "Of **4** figures that can be cross-checked, **1** conflicts with others; "
            "**2** more are disputed.",
        ),
    ],
)
def test_the_sentence_on_top_without_an_article(counts, english):
    assert words.heading(counts, language=ENGLISH) == english
