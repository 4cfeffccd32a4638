"""What once passed the check and broke the build, or kept the machine busy, is a report."""

import json
import os
import re
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from kampung.building.evidence import evidence
from kampung.building.services import boundaries, services
from kampung.pack import PackInvalid, Problem, check_pack, read_pack
from kampung.pack.descriptor import read_descriptor
from kampung.pack.patterns import Pattern
from kampung.pack.quoting import personal_number, quoted_word
from kampung.pack.resources import reserved
from kampung.pack.values import today

Edit = Callable[[str, str, str], None]
LONG = "9" * 5000
AHEAD = {
    "soon": (today() + timedelta(days=60)).isoformat(),
    "year": str(today().year + 1),
    "later": f"{today().year + 5}-07-14",
}
COUNT = "99.01.01.2001,ket-usaha,2026-01-05,2026-01-11,5,5,0,2,9,surat-desa"


def told(pack: Path) -> list[tuple[str, int | None, str | None, str | None, str]]:
    return [(p.file, p.line, p.column, p.value, p.rule) for p in check_pack(pack)]


def change(pack: Path, table: str, field: str | None, **changes: object) -> None:
    """Change the description of a table, or of one of its fields."""
    path = pack / "datapackage.json"
    raw = json.loads(path.read_text(encoding="utf-8"))
    found = next(item for item in raw["resources"] if item["name"] == table)
    if field is None:
        found["schema"].update(changes)
    else:
        next(f for f in found["schema"]["fields"] if f["name"] == field).update(changes)
    path.write_text(json.dumps(raw), encoding="utf-8")


def with_counts(pack: Path, *rows: str) -> None:
    with (pack / "service_counts.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{row}\n" for row in rows)


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        # Numbers.
        ("figures.csv", "=,70,0", "=,501.5,0", (2, "value", "501.5", "decimals")),
        ("figures.csv", "=,1500,0", "=,1500.5,1", (9, "value", "1500.5", "whole")),
        ("figures.csv", "=,70,0", "=,1e30,0", (2, "value", "text of 4 characters", "too-large")),
        ("figures.csv", "=,70,0", f"=,{LONG},0", (2, "value", "number of 5,000 digits",
                                                  "too-large")),
        ("areas.csv", ",120000,", ",9223372036854775808,",
         (2, "population", "number of 19 digits", "too-large")),
        ("areas.csv", ",120000,", ",3510011201900001,",
         (2, "population", "number of 16 digits", "too-large")),
        ("areas.csv", ",1,1,", ",99999999,1,", (3, "tile_column", "number of 8 digits", "tile")),
        ("figures.csv", "open,59,62", "open,59,999999999",
         (4, "days_most", "number of 9 digits", "period")),
        ("figures.csv", ",5,deaths-five", ",99999,deaths-five", (5, "weeks", "99999", "period")),
        # Days.
        ("figures.csv", "2021-07-14,2021-07-20", "2021-07-14,2096-07-20",
         (2, "end_on", "2096-07-20", "date")),
        ("figures.csv", "2021-07-14,2021-07-20", "0221-07-14,2021-07-20",
         (2, "start_on", "0221-07-14", "date")),
        ("figures.csv", "2021-07-14,2021-07-20", "2017-07-14,2017-07-20",
         (2, "end_on", "2017-07-20", "date")),
        ("events.csv", "first-case,2020-03-20,", "first-case,1960-03-20,2020-03-20",
         (2, "end_on", "2020-03-20", "period")),
        ("sources.csv", "2021-12,", "2096-12,", (2, "published_on", "2096-12", "date")),
        ("sources.csv", "2021-12,", "2021-13,", (2, "published_on", "2021-13", "date")),
        ("cohorts.csv", "kota-cerdas,2018", "kota-cerdas,2096", (3, "year", "2096", "date")),
        # What happened lies in the past, what is planned in the next years.
        ("awards.csv", "2021-12-14,2021,", "0221-12-14,2021,",
         (2, "on_date", "0221-12-14", "date")),
        ("awards.csv", "2021-12-14,2021,", "{soon},2021,", (2, "on_date", "{soon}", "date")),
        ("awards.csv", "2021-12-14,2021,", "2021-12-14,{year},", (2, "year", "{year}", "date")),
        ("adoption.csv", "a2,2021-12-14", "a2,{soon}", (3, "on_date", "{soon}", "date")),
        ("cohorts.csv", "kota-cerdas,2018", "kota-cerdas,{year}", (3, "year", "{year}", "date")),
        ("events.csv", "first-case,2020-03-20", "first-case,{later}",
         (2, "on_date", "{later}", "date")),
        # Areas.
        ("areas.csv", "99.01.01,99.01,", "99.01.01,99.01.01,",
         (3, "parent_code", "99.01.01", "parent")),
        ("areas.csv", "99.01,,regency", "99.01,99.01.01,regency",
         (2, "parent_code", "99.01.01", "parent")),
        ("areas.csv", "99.01.02,99.01,district", "99.01.02,,regency",
         (4, "level", "regency", "level")),
        # Keys that only look different.
        ("cohorts.csv", "kota-cerdas,2018", "Kota-cerdas,2017",
         (3, "programme, year", "text of 11 characters, 2017", "duplicate-key")),
        # People.
        ("sources.csv", "Dihitung ulang", "Lapor Siti: NIK 3510015208900003",
         (3, "note_id", None, "personal-number")),
        ("sources.csv", "Dihitung ulang", "hubungi 0812-3456-7890",
         (3, "note_id", None, "personal-number")),
        ("sources.csv", ",press,", ",Siti Aminah,", (3, "kind", "text of 11 characters", "enum")),
        ("sources.csv", ",press,", ",0912.3456.7890,", (3, "kind", "number of 12 digits", "enum")),
        ("events.csv", "Kasus pertama", "Kasus\x1bpertama", (2, None, None, "csv")),
        ("events.csv", "Kasus pertama", "x" * 10_001, (2, None, None, "too-large")),
        ("events.csv", "Kasus pertama", "x" * 200_000, (2, None, None, "too-large")),
    ],
)  # fmt: skip
def test_what_a_build_cannot_take_is_told_with_its_place(
    pack: Path, edit: Edit, file: str, old: str, new: str, expected: tuple[object, ...]
) -> None:
    edit(file, old, new.format(**AHEAD))
    line, column, value, rule = expected
    shown = value.format(**AHEAD) if isinstance(value, str) else value
    report = told(pack)
    assert (file, line, column, shown, rule) in report
    assert "Siti" not in str(report)


def test_what_is_planned_or_known_by_its_year_alone_may_lie_ahead(pack: Path, edit: Edit) -> None:
    edit("events.csv", "first-case,2020-03-20", "first-case,{soon}".format(**AHEAD))
    this_year = today().year
    edit("adoption.csv", "a1,2018-01-01,2018-12-31", f"a1,{this_year}-01-01,{this_year}-12-31")
    assert told(pack) == []


def test_counts_of_villages_are_plausible_and_each_day_counts_once(pack: Path) -> None:
    with_counts(
        pack,
        COUNT,
        COUNT.replace("2026-01-05,2026-01-11", "2026-01-11,2026-01-17"),
        COUNT.replace("99.01.01.2001", "99.01"),
        COUNT.replace("01-05,2026-01-11,5,5,0,2,9", "02-02,2026-02-08,100001,-5,,9,2"),
    )
    file = "service_counts.csv"
    assert told(pack) == [
        (file, 3, "period_start", "2026-01-11", "overlap"),
        (file, 4, "village_code", "99.01", "village"),
        (file, 5, "completed", "-5", "count"),
        (file, 5, "completed", "-5", "minimum"),
        (file, 5, "p90_hours", "2", "percentile"),
        (file, 5, "requested", "100001", "count"),
    ]


class TestDescriptor:
    @pytest.mark.parametrize(
        ("table", "field", "changes", "rule"),
        [
            ("areas", None, {"primaryKey": ["name"]}, "schema"),
            ("figures", "value", {"type": "string", "constraints": {}}, "schema"),
            ("areas", "level", {"constraints": {}}, "schema"),
            ("areas", "name", {"title": "\ud800"}, "text"),
            ("areas", "name", {"title": "NIK 3510011201900001"}, "personal-number"),
            ("areas", "name", {"constraints": {"pattern": "(?=x)"}}, "schema"),
            ("areas", "name", {"constraints": {"pattern": "((x{99}){99}){99}"}}, "schema"),
        ],
    )
    def test_what_the_store_needs(
        self, pack: Path, table: str, field: str | None, changes: dict[str, object], rule: str
    ) -> None:
        change(pack, table, field, **changes)
        assert rule in {one[-1] for one in told(pack) if one[0] == "datapackage.json"}

    @pytest.mark.parametrize(
        ("text", "rule"),
        [
            ('{"a": ' + LONG + "}", "json"),
            ('{"a": NaN, "resources": []}', "json"),
            ('{"a": 1, "a": 2, "resources": []}', "json"),
            ("[" + " " * 5_000_000, "too-large"),
            ('{"a":' * 5_000, "json"),
            (json.dumps({"resources": [{}] * 101}), "too-large"),
            (json.dumps({"resources": [], "kampung": {"wave": ["2000-01-01", "2020-01-01"]}}),
             "period"),
            (json.dumps({"resources": [], "kampung": {"focus": ["20210601", "20210602"]}}),
             "focus"),
        ],
    )  # fmt: skip
    def test_json_that_is_none_or_too_much(self, pack: Path, text: str, rule: str) -> None:
        (pack / "datapackage.json").write_text(text, encoding="utf-8")
        assert rule in {one[-1] for one in told(pack)}

    def test_no_table_takes_the_name_of_one_that_the_build_makes(self, small_pack: Path) -> None:
        read = read_pack(small_pack)
        made = [*evidence(read), *services(read), *boundaries(read, [])]
        assert {item.table.name for item in made} | {"dictionary", "meta", "seal"} == reserved()


@pytest.mark.parametrize("name", ["events.csv", "datapackage.json"])
def test_what_is_no_file_is_told_and_never_waited_for(pack: Path, name: str) -> None:
    def places() -> list[tuple[str, str]]:
        return [(one[0], one[-1]) for one in told(pack)]

    path = pack / name
    path.unlink()
    os.mkfifo(path)
    assert places() == [(name, "unreadable")]
    path.unlink()
    path.mkdir()
    assert places() == [(name, "unreadable")]
    path.rmdir()
    path.symlink_to(path.name)  # a link to itself
    assert places() == [(name, "unreadable")]


def test_a_pattern_with_endless_ways_is_matched_at_once(pack: Path, edit: Edit) -> None:
    change(pack, "events", "title_en", constraints={"required": True, "pattern": "(a+)+$"})
    edit("events.csv", "First case", "a" * 150 + "b")
    assert ("events.csv", 2, "title_en", "text of 151 characters", "pattern") in told(pack)
    assert Pattern("^(a|aa)*$").matches("a" * 5_000)
    assert not Pattern("(a|b)*a" + "(a|b)" * 50).matches("ab" * 500 + "c")


def test_a_hundred_problems_are_told_and_the_rest_is_counted(pack: Path) -> None:
    with (pack / "observations.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"99.09,none,2021-01-01,{n} kasus,nobody\n" for n in range(2_000))
    (pack / "awards.csv").unlink()
    with pytest.raises(PackInvalid) as caught:
        read_pack(pack)
    assert len(caught.value.problems) == 100
    assert ("awards.csv", "missing-file") in {(p.file, p.rule) for p in caught.value.problems}
    rules = {"foreign-key", "type", "duplicate-key", "missing-file"}
    assert {problem.rule for problem in caught.value.problems} >= rules
    numbers = {
        rule: count + sum(p.rule == rule for p in caught.value.problems if p.file == file)
        for (file, rule), count in caught.value.untold.items()
    }
    assert numbers == {"duplicate-key": 1_999, "foreign-key": 6_000, "type": 2_000}
    report = str(caught.value)
    assert report.startswith("10,000 problems in the data pack")
    assert report.count("\n") < 110
    assert "observations.csv: 5," in report


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("%d/%m/%Y", "%d/%m/%Y"),
        ("../areas.csv", "../areas.csv"),
        ("nik_3510014507990003", "nik_[16 digits]"),
        ("2021-07-05", "2021-07-05"),
        ("Siti Aminah", "text of 11 characters"),
        ("siti aminah", "text of 11 characters"),
        ("SITI", "text of 4 characters"),
        ("siti.aminah@contoh.id", "text of 21 characters"),
        ("(Siti|Ani)", "text of 10 characters"),
    ],
)
def test_of_the_description_nothing_is_quoted_that_may_be_a_name(word: str, shown: str) -> None:
    assert quoted_word(word) == shown


def test_neither_a_file_nor_a_form_nor_an_enumeration_tells_of_a_person(
    pack: Path, edit: Edit
) -> None:
    number = "3510014507990003"
    (pack / f"{number}.csv").write_text("")
    change(pack, "events", "title_en", constraints={"pattern": f"Siti {number}"})
    change(pack, "awards", "giver", constraints={"enum": ["Siti Aminah", "081234567890"]})
    change(pack, "events", "title_id", name=f"nik_{number}")
    edit("datapackage.json", '"area_code": "99.01"', '"area_code": "081234567890"')
    report = "\n".join(map(str, check_pack(pack)))
    assert {"Siti", number, "81234567890"} & set(re.findall(r"Siti|\d{10,}", report)) == set()
    assert "[16 digits].csv: No table" in report
    assert "This is not one of text of 11 characters, [12 digits]." in report


def test_a_problem_says_what_it_must_not_quote() -> None:
    problem = Problem("a.csv", 2, "x", "text of 11 characters", "type", "Bad.")
    assert str(problem) == "a.csv, line 2, column x, value text of 11 characters: Bad. [type]"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("3510011201900001", "NIK"),
        ("nik:3510 0152 0890 0003.", "NIK"),
        ("35.10.01.520890.0003", "NIK"),
        ("WA 081234567890", "telephone number"),
        ("+62 812-3456-7890", "telephone number"),
        ("from 2021-07-20 to 2021-08-31", None),
        ("see https://example.org/read/3510011201900001/x", None),
        ("99.01.01.2001 and 9901012001", None),
        ("1.250.000 of 1.300.000", None),
        ("3510019901900001", None),  # no such day
        ("8123456789", "telephone number"),  # as a spreadsheet keeps it
        ("hubungi 812-3456-7890", "telephone number"),
        ("Rp 8.123.456.789", None),
        ("8423456789", None),  # no such prefix
    ],
)
def test_personal_numbers_are_known_by_their_form(text: str, found: str | None) -> None:
    assert personal_number(text) == found


def test_a_file_outside_or_a_folder_of_thousands_is_no_trouble(pack: Path) -> None:
    (pack / "sub").mkdir()
    shutil.move(pack / "events.csv", pack / "sub" / "events.csv")
    (pack / "events.csv").symlink_to(Path("sub") / "events.csv")
    assert check_pack(pack) == []
    descriptor, _ = read_descriptor(pack)
    assert descriptor is not None
