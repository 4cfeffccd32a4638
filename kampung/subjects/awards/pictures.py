"""Pictures of awards: along a line of time, and where accounts of them disagree."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from kampung.language import Language, mark
from kampung.pictures.picture import Picture, View
from kampung.pictures.registry import picture
from kampung.pictures.settings import NoSettings, choice
from kampung.pictures.sources import sources_of
from kampung.store.door import DataSet, kept
from kampung.subjects.areas import queries as areas_queries
from kampung.subjects.awards import queries, tables, words
from kampung.subjects.awards.charts import awards_timeline

ALL = "all"


@dataclass(frozen=True)
class AwardsSettings:
    """Given to whom, and with which result; ``all`` for any."""

    scope: str = choice("scope", default=ALL, allowed=(ALL, *words.GIVEN_TO))
    result: str = choice("result", default=ALL, allowed=(ALL, *words.OUTCOMES))


def _chosen(data: DataSet, chosen: AwardsSettings) -> pd.DataFrame:
    return queries.awards(
        data,
        scope=None if chosen.scope == ALL else chosen.scope,
        result=None if chosen.result == ALL else chosen.result,
    )


@picture("awards", title=mark("Awards over time"), settings=AwardsSettings)
def timeline(data: DataSet, chosen: AwardsSettings, view: View) -> Picture:
    """The awards on a line of time."""
    language, rows = view.language, _chosen(data, chosen)
    return Picture(
        name="awards",
        said=words.awards(rows, language=language),
        chart=awards_timeline(rows, look=view.look, language=language) if len(rows) else None,
        table=tables.awards_table(rows, language=language),
        rows=rows,
        sources=sources_of(rows),
        settings=chosen,
        settings_text=(
            f"{language.text('Given to')}: {options(words.GIVEN_TO, language)[chosen.scope]}, "
            f"{language.text('Result')}: {options(words.OUTCOMES, language)[chosen.result]}"
        ),
    )


@picture("award-accounts", title=mark("Where accounts disagree"), settings=NoSettings)
def accounts(data: DataSet, chosen: NoSettings, view: View) -> Picture:
    """Ceremonies of which accounts disagree, with every version."""
    rows, awards = queries.award_accounts(data), queries.awards(data)
    return Picture(
        name="accounts",
        said=words.accounts(rows, language=view.language),
        chart=None,
        table=tables.accounts_table(
            rows,
            awards=dict(zip(awards["id"], awards["name"], strict=True)),
            language=view.language,
        ),
        rows=rows,
        sources=sources_of(rows),
        settings=chosen,
    )


def options(labels: Mapping[str, str], language: Language) -> dict[str, str]:
    """What can be chosen, in the reader's language: any, or one of the codes."""
    return {ALL: language.text("All")} | {
        code: language.text(label) for code, label in labels.items()
    }


@kept
def cards(data: DataSet, chosen: AwardsSettings, language: Language) -> tuple[words.Card, ...]:
    """Each award with its story."""
    return words.cards(_chosen(data, chosen), language=language)


@kept
def heading(data: DataSet, language: Language) -> str:
    """One sentence over all awards; empty where there are none."""
    rows = queries.awards(data)
    return words.heading(
        rows,
        place=areas_queries.area_name(data, data.meta["area_code"]),
        programme=data.meta["programme"],
        language=language,
    )


def on_record(data: DataSet) -> bool:
    """Whether there is any award to show."""
    return len(queries.awards(data)) > 0
