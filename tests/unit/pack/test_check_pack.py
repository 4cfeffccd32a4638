"""Every way in which a pack can be wrong, and how it is told."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kampung.pack import Problem, check_pack

Edit = Callable[[str, str, str], None]


def told(pack: Path) -> list[tuple[str, int | None, str | None, str | None, str]]:
    """The problems without their sentences."""
    return [(p.file, p.line, p.column, p.value, p.rule) for p in check_pack(pack)]


def change_descriptor(pack: Path, change: Callable[[dict], object]) -> None:
    path = pack / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    change(descriptor)
    path.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")


def resource(descriptor: dict, name: str) -> dict:
    return next(item for item in descriptor["resources"] if item["name"] == name)


def field(descriptor: dict, table: str, name: str) -> dict:
    fields = resource(descriptor, table)["schema"]["fields"]
    return next(item for item in fields if item["name"] == name)


def test_a_good_pack_has_no_problems(small_pack: Path) -> None:
    assert check_pack(small_pack) == []


def test_five_planted_faults_are_told_in_one_report(pack: Path, edit: Edit) -> None:
    edit("events.csv", "first-case,2020-03-20,", "first-case,2020-02-30,")
    edit("figures.csv", "f002,berita-2021,¶3,99.01,", "f002,berita-2021,¶3,99.07,")
    edit("figures.csv", "f009,warta", "f008,warta")
    edit("cohorts.csv", "2018,50,", "2018,fifty,")
    (pack / "adoption.csv").unlink()

    assert told(pack) == [
        ("adoption.csv", None, None, None, "missing-file"),
        ("cohorts.csv", 3, "areas_selected", "text of 5 characters", "type"),
        ("events.csv", 2, "on_date", "2020-02-30", "type"),
        ("figures.csv", 3, "area_code", "99.07", "foreign-key"),
        ("figures.csv", 10, "id", "f008", "duplicate-key"),
    ]


def test_a_problem_is_a_line_for_people(pack: Path, edit: Edit) -> None:
    edit("events.csv", "first-case,2020-03-20,", "first-case,2020-02-30,")
    assert [str(problem) for problem in check_pack(pack)] == [
        'events.csv, line 2, column on_date, value "2020-02-30": This is not a date. '
        "Write a day of the calendar as YYYY-MM-DD. [type]"
    ]


def test_a_missing_table_does_not_hide_faults_of_tables_that_point_to_it(
    pack: Path, edit: Edit
) -> None:
    (pack / "areas.csv").unlink()
    edit("figures.csv", "=,70,0", "=,many,0")
    assert ("areas.csv", None, None, None, "missing-file") in told(pack)
    assert ("figures.csv", 2, "value", "text of 4 characters", "type") in told(pack)
    assert "foreign-key" not in {rule for file, *_, rule in told(pack) if file == "figures.csv"}


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        # Types: stricter than Python's own conversions.
        ("figures.csv", "=,70,0", "=,1_000,0", (2, "value", "number of 4 digits", "type")),
        ("figures.csv", "=,70,0", "=,NaN,0", (2, "value", "text of 3 characters", "type")),
        ("figures.csv", "=,70,0", '=,"79,83",0', (2, "value", "79,83", "type")),
        ("figures.csv", "=,70,0", "=, 70,0", (2, "value", "70", "type")),
        ("figures.csv", "2021-07-14", "14/07/2021", (2, "start_on", "14/07/2021", "type")),
        ("figures.csv", "2021-07-14", "20210714", (2, "start_on", "number of 8 digits", "type")),
        ("cohorts.csv", "25,true", "25,yes",
         (2, "includes_area", "text of 3 characters", "type")),
        ("cohorts.csv", ",50,", ",50.0,", (3, "areas_selected", "50.0", "type")),
        # Constraints.
        ("sources.csv", ",article,", ",blog,", (2, "kind", "blog", "enum")),
        ("sources.csv", "2021-12,", "12/2021,",
         (2, "published_on", "number of 6 digits", "pattern")),
        ("figures.csv", "=,70,0", "=,-70,0", (2, "value", "-70", "minimum")),
        ("areas.csv", "-8.25,114.25", "-8.25,214.25", (2, "lon", "214.25", "maximum")),
        ("sources.csv", "2021,article,Warta Contoh", "2021,article,",
         (2, "publisher", None, "required")),
        ("events.csv", "first-case,", ",", (2, "id", None, "required")),
        # Keys.
        ("cohorts.csv", "2018,50", "2017,50",
         (3, "programme, year", "kota-cerdas, 2017", "duplicate-key")),
        ("areas.csv", "99.01.02.2001,99.01.02", "99.01.02.2001,99.01.09",
         (7, "parent_code", "99.01.09", "foreign-key")),
        ("figure_repeats.csv", "f001", "f999", (2, "figure_id", "f999", "foreign-key")),
        # Between columns.
        ("figures.csv", "2021-07-14,2021-07-20", "2021-07-24,2021-07-20",
         (2, "end_on", "2021-07-20", "period")),
        ("events.csv", "2021-07-03,2021-07-20", "2021-07-03,2021-07-02",
         (3, "end_on", "2021-07-02", "period")),
        ("figures.csv", ",,new_cases,2021", ",,,2021", (6, "compared_metric", None, "comparison")),
        ("figures.csv", ">,,,new_cases", ">,9,,new_cases", (6, "value", "9", "comparison")),
        ("figures.csv", "=,70,0,,", "=,70,0,new_deaths,",
         (2, "compared_metric", "new_deaths", "comparison")),
        ("figures.csv", "=,70,0", "=,,0", (2, "value", None, "value")),
        ("figures.csv", "open,59,62", "open,,62", (4, "days_least", None, "open-period")),
        ("figures.csv", "open,59,62", "open,59,", (4, "days_most", None, "open-period")),
        ("figures.csv", "open,59,62", "open,62,59", (4, "days_most", "59", "open-period")),
        ("figures.csv", "2021-07-14,2021-07-20", ",2021-07-20", (2, "start_on", None, "period")),
        ("figures.csv", "1500,0,,2021-07-20", "1500,0,,2021-07-19",
         (9, "start_on", "2021-07-19", "state")),
        ("adoption.csv", "programme,1,2", "programme,3,2", (2, "villages", "3", "out-of")),
        ("programme_facts.csv", "services,berita-2021,,,,,,,",
         "services,berita-2021,,,,steepest_weekly_fall,new_cases,2021-08-01,",
         (2, "asks_end", None, "question")),
        ("programme_facts.csv", "services,berita-2021,,,,,,,",
         "services,berita-2021,,,,steepest_weekly_fall,new_cases,2021-08-31,2021-08-01",
         (2, "asks_end", "2021-08-01", "period")),
        ("programme_facts.csv", "services,berita-2021,,,,,,,",
         "services,berita-2021,,,,steepest_weekly_fall,new_case,2021-08-01,2021-08-31",
         (2, "asks_metric", "new_case", "foreign-key")),
        ("evidence_weights.csv", "press,exact,5", "press,exact,0", (3, "weight", "0", "minimum")),
        # Both languages or neither.
        ("sources.csv", "Dihitung ulang,Counted again", "Dihitung ulang,",
         (3, "note_en", None, "both-languages")),
        ("sources.csv", "Dihitung ulang,Counted again", ",Counted again",
         (3, "note_id", None, "both-languages")),
        # The form of the file.
        ("events.csv", ",note_en,", ",catatan,", (1, "catatan", None, "unknown-column")),
        ("events.csv", "first-case,2020-03-20", "first-case,2020-03-20,2020-03-21",
         (2, None, None, "cell-count")),
        ("events.csv", "Kasus pertama", '"Kasus" pertama', (2, None, None, "csv")),
        ("events.csv", "Kasus pertama", "Kasus\0pertama", (2, None, None, "csv")),
        # The whole.
        ("datapackage.json", '"area_code": "99.01"', '"area_code": "99.02"',
         (None, "kampung.area_code", "99.02", "foreign-key")),
        ("datapackage.json", '"article": "berita-2021"', '"article": "berita-2022"',
         (None, "kampung.article", "berita-2022", "foreign-key")),
    ],
)  # fmt: skip
def test_each_rule_tells_its_line_column_and_value(
    pack: Path, edit: Edit, file: str, old: str, new: str, expected: tuple[object, ...]
) -> None:
    edit(file, old, new)
    assert (file, *expected) in told(pack)


def test_a_rule_that_schema_and_program_both_check_is_told_once(pack: Path, edit: Edit) -> None:
    edit("figures.csv", "=,70,0", "=,-70,0")
    assert [problem.rule for problem in check_pack(pack)] == ["minimum"]


def test_a_cell_of_another_type_breaks_no_further_rule(pack: Path, edit: Edit) -> None:
    # Not "needs its first day" as well: it has one, written wrongly.
    edit("figures.csv", "2021-07-14,2021-07-20", "14 July,2021-07-20")
    assert [problem.rule for problem in check_pack(pack)] == ["type"]


def test_a_missing_column_is_told_once_and_not_on_every_line(pack: Path, edit: Edit) -> None:
    edit("events.csv", "id,on_date,", "id,")
    edit("events.csv", "first-case,2020-03-20,", "first-case,")
    edit("events.csv", "restrictions,2021-07-03,", "restrictions,")
    assert told(pack) == [("events.csv", 1, "on_date", None, "missing-column")]


def test_a_column_given_twice_is_told(pack: Path, edit: Edit) -> None:
    edit("metrics.csv", "definition_id,definition_en", "definition_id,definition_id")
    rules = {rule for *_, rule in told(pack)}
    assert {"duplicate-column", "missing-column"} <= rules


def test_lines_are_counted_as_an_editor_does(pack: Path, edit: Edit) -> None:
    # A blank line and a cell of three lines stand before the fault: line 2 + 1 blank + 2 more.
    edit("events.csv", "first-case,", "\nfirst-case,")
    edit("events.csv", "Kasus pertama", '"Kasus\n\npertama"')
    edit("events.csv", "restrictions,2021-07-03", "restrictions,soon")
    assert told(pack) == [("events.csv", 6, "on_date", "text of 4 characters", "type")]


def test_a_byte_order_mark_and_windows_line_ends_are_accepted(pack: Path) -> None:
    for path in pack.glob("*.csv"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert check_pack(pack) == []


def test_columns_may_stand_in_any_order(pack: Path) -> None:
    path = pack / "figure_repeats.csv"
    path.write_text("source_id,figure_id\nwarta-2021-07-21,f001\n", encoding="utf-8")
    assert check_pack(pack) == []


def test_a_file_in_another_encoding_is_told_with_its_first_bad_line(pack: Path) -> None:
    path = pack / "events.csv"
    path.write_bytes(path.read_bytes().replace(b"Pembatasan darurat", b"Pembatasan caf\xe9"))
    assert told(pack) == [("events.csv", 3, None, None, "encoding")]


def test_an_empty_file_is_told(pack: Path) -> None:
    (pack / "observations.csv").write_bytes(b"")
    assert told(pack) == [("observations.csv", None, None, None, "header")]


def test_a_file_that_no_table_names_is_told(pack: Path) -> None:
    (pack / "figurs.csv").write_text("id\n", encoding="utf-8")
    assert told(pack) == [("figurs.csv", None, None, None, "unknown-file")]


def test_a_value_cannot_drive_the_terminal() -> None:
    problem = Problem("a.csv", 2, "x\x1b[2J", "\x1b[31m" + "y" * 100, "type", "Bad.")
    assert (
        str(problem)
        == f'a.csv, line 2, column x\\x1b[2J, value "\\x1b[31m{"y" * 55}…": Bad. [type]'
    )


class TestDescriptor:
    def test_missing(self, tmp_path: Path) -> None:
        assert told(tmp_path) == [("datapackage.json", None, None, None, "missing-file")]

    def test_broken_json_names_the_line(self, pack: Path) -> None:
        (pack / "datapackage.json").write_text('{\n "name": "x",\n}', encoding="utf-8")
        # The line of the comma, on every version of Python.
        assert told(pack) == [("datapackage.json", 2, None, None, "json")]

    def test_nested_without_end(self, pack: Path) -> None:
        (pack / "datapackage.json").write_text("[" * 200_000, encoding="utf-8")
        assert told(pack) == [("datapackage.json", None, None, None, "json")]

    def test_not_utf8(self, pack: Path) -> None:
        (pack / "datapackage.json").write_bytes(b'{\n"name": "\xe9"}')
        assert told(pack) == [("datapackage.json", 2, None, None, "encoding")]

    @pytest.mark.parametrize("text", ["[]", "null", "{}", '{"resources": 1}'])
    def test_of_another_shape(self, pack: Path, text: str) -> None:
        (pack / "datapackage.json").write_text(text, encoding="utf-8")
        assert told(pack) == [("datapackage.json", None, None, None, "descriptor")]

    @pytest.mark.parametrize(
        "path",
        ["../areas.csv", "/etc/passwd", "https://example.org/areas.csv", "file:///a.csv",
         "a/../../areas.csv", "..\\areas.csv", "C:areas.csv", "areas.txt", ["areas.csv"], None],
    )  # fmt: skip
    def test_a_path_that_leads_outside_is_refused(self, pack: Path, path: object) -> None:
        change_descriptor(pack, lambda d: resource(d, "areas").update(path=path))
        shown = path if isinstance(path, str) else json.dumps(path)
        assert ("datapackage.json", None, None, shown, "path") in told(pack)

    def test_a_file_whose_description_is_wrong_is_not_told_as_undescribed(self, pack: Path) -> None:
        change_descriptor(pack, lambda d: field(d, "areas", "lat").update(type="geopoint"))
        assert told(pack) == [("datapackage.json", None, "areas.lat", "geopoint", "schema")]

    def test_a_link_that_leads_outside_is_refused(self, pack: Path, tmp_path: Path) -> None:
        (tmp_path / "secret.csv").write_text("code\n", encoding="utf-8")
        (pack / "areas.csv").unlink()
        (pack / "areas.csv").symlink_to(tmp_path / "secret.csv")
        assert ("datapackage.json", None, None, "areas.csv", "path") in told(pack)

    @pytest.mark.parametrize(
        ("table", "name", "changes", "value"),
        [
            ("areas", "lat", {"type": "geopoint"}, "geopoint"),
            ("areas", "lat", {"type": ["number"]}, '["number"]'),
            ("figures", "start_on", {"format": "%d/%m/%Y"}, "%d/%m/%Y"),
            ("areas", "lat", {"constraints": {"minimum": "abc"}}, "abc"),
            ("areas", "name", {"constraints": {"pattern": "("}}, "("),
            ("areas", "lat", {"constraints": {"jsonSchema": {}}}, "jsonSchema"),
            ("areas", "name", {"constraints": {"maximum": 3}}, "maximum"),
            ("cohorts", "includes_area", {"constraints": {"enum": ["true"]}}, "enum"),
        ],
    )
    def test_a_field_that_is_not_understood(
        self, pack: Path, table: str, name: str, changes: dict, value: str
    ) -> None:
        change_descriptor(pack, lambda d: field(d, table, name).update(changes))
        assert ("datapackage.json", None, f"{table}.{name}", value, "schema") in told(pack)

    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            ("Areas", "text of 5 characters"),  # may be somebody's
            ("areas siti", "text of 10 characters"),
            ("areas;", "areas;"),
            ("meta", "meta"),
            ("sqlite_x", "sqlite_x"),
            ("", ""),
            ("sources", "sources"),
        ],
    )
    def test_a_table_name_that_cannot_be_one(self, pack: Path, name: str, shown: str) -> None:
        change_descriptor(pack, lambda d: resource(d, "areas").update(name=name))
        assert ("datapackage.json", None, None, shown, "name") in told(pack)

    def test_a_column_name_that_cannot_be_one(self, pack: Path) -> None:
        change_descriptor(pack, lambda d: field(d, "areas", "name").update(name='x"; --'))
        assert ("datapackage.json", None, None, 'x"; --', "name") in told(pack)

    def test_a_foreign_key_to_nowhere(self, pack: Path) -> None:
        def change(descriptor: dict) -> None:
            keys = resource(descriptor, "events")["schema"]["foreignKeys"]
            keys[0]["reference"]["fields"] = ["publisher"]

        change_descriptor(pack, change)
        assert [(rule, file) for file, *_, rule in told(pack)] == [("schema", "datapackage.json")]

    def test_a_table_that_every_pack_needs(self, pack: Path) -> None:
        change_descriptor(pack, lambda d: d["resources"].remove(resource(d, "areas")))
        assert told(pack) == [
            ("areas.csv", None, None, None, "unknown-file"),
            ("datapackage.json", None, "areas", None, "missing-table"),
        ]

    def test_a_row_that_leads_to_a_table_that_the_pack_does_not_have(self, pack: Path) -> None:
        change_descriptor(pack, lambda d: d["resources"].remove(resource(d, "awards")))
        (pack / "awards.csv").unlink()
        broken = {(problem.file, problem.rule): problem.message for problem in check_pack(pack)}
        assert broken == {
            (file, "foreign-key"): (
                "The pack does not have the table awards. Add it, with a row for this."
            )
            for file in ("award_accounts.csv", "award_sources.csv")
        }

    def test_a_column_that_the_queries_need(self, pack: Path) -> None:
        def change(descriptor: dict) -> None:
            schema = resource(descriptor, "observations")["schema"]
            schema["fields"].remove(field(descriptor, "observations", "value"))

        change_descriptor(pack, change)
        assert ("datapackage.json", None, "observations.value", None, "missing-field") in told(pack)

    @pytest.mark.parametrize(
        ("focus", "rule"),
        [
            (["2021-06-01"], "focus"),
            ("soon", "focus"),
            (["2021-06-01", "2021-13-01"], "focus"),
            (["2021-06-02", "2021-06-01"], "period"),
        ],
    )
    def test_a_focus_that_is_no_period(self, pack: Path, focus: object, rule: str) -> None:
        change_descriptor(pack, lambda d: d["kampung"].update(focus=focus))
        shown = focus if isinstance(focus, str) else json.dumps(focus)
        assert ("datapackage.json", None, "kampung.focus", shown, rule) in told(pack)
