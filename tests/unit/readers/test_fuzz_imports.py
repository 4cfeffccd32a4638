"""A few of the files that ``python -m tests.fuzz.imports`` tries by the thousand."""

from pathlib import Path

from tests.fuzz.imports import attempt


def test_sixty_mutated_files_are_an_import_a_report_or_a_sentence(tmp_path: Path) -> None:
    outcomes = [attempt(seed, tmp_path) for seed in range(60)]
    assert [outcome for outcome in outcomes if outcome.is_wrong] == []
    # The mutations are neither so mild nor so wild that only one thing ever happens.
    assert {outcome.kind for outcome in outcomes} == {"import", "report", "sentence"}
