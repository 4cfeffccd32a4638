"""What the shipped record proves, as the store keeps it and as the command prints it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from kampung.build import build
from kampung.cli import main
from kampung.store import Store, queries

PACK = Path(__file__).parents[2] / "data" / "banyuwangi"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("evidence") / "kampung.db"
    build(PACK, path)
    return path


@pytest.fixture(scope="module")
def printed(built: Path) -> dict[str, list[dict[str, object]]]:
    done = CliRunner().invoke(main, ["evidence", "--json", "--store", str(built)])
    assert done.exit_code == 0, done.output
    found: dict[str, list[dict[str, object]]] = json.loads(done.stdout)
    return found


@pytest.mark.parametrize(
    ("last_day", "total"),
    # 7,807 − 7,373 = 434; the article's 954 and 308
    [("2021-07-06", 434), ("2021-07-20", 954), ("2021-08-31", 308)],
)
def test_weeks_that_are_pinned(printed, last_day, total):
    window = next(
        window
        for window in printed["windows"]
        if (window["metric"], window["end_on"]) == ("new_cases", last_day)
    )

    assert (window["least"], window["greatest"], window["estimate"]) == (total, total, total)


@pytest.mark.parametrize(
    ("statement", "verdict"),
    [
        ("lentera-2021-mean-cases", "contradicts"),
        ("lentera-2021-above-800-each-week", "contradicts"),
        ("lentera-2021-deaths-each-week", "agrees"),
        ("lentera-2021-recoveries-exceed-cases", "agrees"),
    ],
)
def test_verdicts_on_the_article(printed, statement, verdict):
    found = next(row for row in printed["statements"] if row["id"] == statement)

    assert found["verdict"] == verdict


def test_the_mean_is_729_short_of_two_printed_totals(printed):
    found = next(row for row in printed["statements"] if row["id"] == "lentera-2021-mean-cases")

    assert found["short_by"] == 729
    assert {
        "banyuwangi-hits-2021-07-02-new-cases-cumulative",
        "kompas-2021-08-25-new-cases-cumulative",
    } <= set(found["contradicts"])
    assert "12.325" in found["reason_id"]
    assert "12,325" in found["reason_en"]


def test_every_figure_has_a_verdict_and_a_reason_in_both_languages(built):
    statements = queries.evidence_statements(Store(str(built)))

    assert len(statements) == len(queries.figures(Store(str(built))))
    assert statements["reason_id"].str.len().min() > 0
    assert statements["reason_en"].str.len().min() > 0


def test_the_terminal_reads_contradictions_first(built):
    done = CliRunner().invoke(main, ["evidence", "--store", str(built)])

    assert done.stdout.startswith("CONTRADICTS (11)")
    assert "2021-07-20  new_cases           954       954     954.0" in done.stdout


def test_without_a_store_the_command_says_so(tmp_path):
    done = CliRunner().invoke(main, ["evidence", "--store", str(tmp_path / "none.db")])

    assert done.exit_code == 1
    assert "There is no store" in done.stderr
