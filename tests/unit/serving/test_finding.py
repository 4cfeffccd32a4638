"""The search as the bar asks it."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from kampung.serving.finding import SHOWN, search
from tests.unit.serving.asking import ask


def asked(**given: str) -> tuple[int, Any]:
    app = Starlette(routes=[Route("/app/search", search)])
    status, _, body = ask(app, "/app/search", query=urlencode(given))
    return status, json.loads(body)


def test_answers_with_links_in_the_language(
    small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMPUNG_STORE", str(small_store))

    status, answer = asked(q="covid", lang="en")

    assert status == 200
    assert answer["found"][0] == {
        "href": "./covid?lang=en",
        "title": "COVID-19",
        "detail": "",
        "kind": "Page",
    }
    assert answer["said"].endswith("results") or answer["said"] == "1 result"


@pytest.mark.parametrize(
    ("words", "said"), [("", ""), ("zzzz", "Tidak ditemukan."), ("a", "pertama ditampilkan")]
)
def test_says_how_much_was_found(
    words: str, said: str, small_store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMPUNG_STORE", str(small_store))

    status, answer = asked(q=words, lang="xx")

    assert status == 200
    assert said in answer["said"]
    assert len(answer["found"]) <= SHOWN


def test_says_it_where_there_is_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAMPUNG_STORE", str(tmp_path / "none.db"))

    status, answer = asked(q="muncar")

    assert status == 503
    assert answer["found"] == []
    assert "none.db" not in answer["said"]
