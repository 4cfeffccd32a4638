"""Whom to tell of an error is what whoever runs the dashboard says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kampung.language import Language
from kampung.ui import publisher


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("https://example.go.id/lapor/", "[example.go.id/lapor](https://example.go.id/lapor/)"),
        ("data@example.go.id", "[data@example.go.id](mailto:data@example.go.id)"),
        ("the *help* desk,\n room 2", r"the \*help\* desk, room 2"),
        ("javascript:alert(1)", r"javascript\:alert\(1\)"),
        ("  ", ""),
    ],
)
def test_contact_is_a_link_or_text(
    wanted: str, shown: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAMPUNG_CONTACT", wanted)

    assert publisher.contact() == shown


def test_without_a_contact_it_is_the_issue_tracker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KAMPUNG_CONTACT", raising=False)

    assert "issue tracker" in publisher.in_short(Language("en"))
    assert "pelacak isu" in publisher.in_short(Language("id"))


@given(st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_no_contact_is_markup(wanted: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(publisher.os, "environ", {"KAMPUNG_CONTACT": wanted})
        shown = publisher.contact()

    assert "<" not in shown.replace(r"\<", "")
    assert "\n" not in shown
