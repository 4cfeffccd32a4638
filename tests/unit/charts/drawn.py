"""Reads finished charts: the specification that reaches the browser, layer by layer."""

from collections.abc import Iterator
from typing import Any

import altair as alt

from kampung.charts.theme import DARK, LIGHT
from kampung.language import Language

LOOKS = [LIGHT, DARK]
LANGUAGES = [Language("id"), Language("en")]
Rows = list[dict[str, Any]]


def spec(chart: alt.TopLevelMixin) -> dict[str, Any]:
    """The specification; Altair checks it against the schema of Vega-Lite."""
    return chart.to_dict()


def layers(whole: dict[str, Any], *, mark: str) -> Iterator[tuple[dict[str, Any], Rows]]:
    """Layers of one kind of mark with the rows that they draw."""
    stack = [whole]
    while stack:
        node = stack.pop(0)
        # A layer without data of its own draws those of what it lies in.
        stack += [{"data": node.get("data"), **inner} for inner in node.get("layer", [])]
        if "mark" in node and node["mark"]["type"] == mark:
            yield node, whole["datasets"][node["data"]["name"]]


def rows(whole: dict[str, Any], *, mark: str) -> Rows:
    """Rows of all layers of one kind of mark."""
    return [row for _, some in layers(whole, mark=mark) for row in some]


def words(whole: dict[str, Any]) -> set[str]:
    """Everything that the chart writes into its plot."""
    return {
        str(row[name])
        for row in rows(whole, mark="text")
        for name in ("label", "name", "number", "share")
        if row.get(name)
    }


def key(whole: dict[str, Any]) -> list[str]:
    """The words of the key."""
    for node, _ in layers(whole, mark="point"):
        scale = node.get("encoding", {}).get("shape", {}).get("scale", {})
        if scale:
            return list(scale["domain"])
    return []
