"""Pictures of services by kind: families, and single services."""

from dataclasses import dataclass

import pandas as pd

from kampung.language import mark
from kampung.pictures.picture import Picture, View
from kampung.pictures.registry import picture
from kampung.pictures.series import series
from kampung.pictures.settings import Settings, code
from kampung.store.door import DataSet
from kampung.subjects.programme.words import family_name
from kampung.subjects.services import queries, tables
from kampung.subjects.services.analysis.areas import mix_by_family
from kampung.subjects.services.analysis.periods import measure_of
from kampung.subjects.services.charts.ranking import mix_chart
from kampung.subjects.services.names import measure_name
from kampung.subjects.services.pictures.choices import in_words, regency_or
from kampung.subjects.services.pictures.over_time import rows_of
from kampung.subjects.services.spans import LAST, sources_of_counts, span_row
from kampung.subjects.services.words import periods as words


@dataclass(frozen=True)
class MixSettings:
    """Where and when."""

    area: str = code("wilayah")
    span: str = code("span", default=LAST)


@picture("services-by-family", title=mark("Requests by category of services"), settings=MixSettings)
def by_family(data: DataSet, chosen: MixSettings, view: View) -> Picture:
    """Requests by category of services."""
    language, area = view.language, regency_or(data, chosen.area)
    mix = queries.area_mix(data, area_code=area, span=chosen.span)
    rows = mix_by_family(mix)
    labelled = rows.assign(
        label=[family_name(family, language=language) for family in rows["family"]]
    )
    measure = measure_of(mix) or "requested"
    name = measure_name(measure, language=language)
    return Picture(
        name="families",
        said=words.families(mix, span=span_row(data, chosen.span), language=language),
        chart=mix_chart(labelled, by="family", look=view.look, language=language)
        if len(rows)
        else None,
        table=tables.families_table(mix, language=language),
        rows=rows,
        sources=sources_of_counts(data),
        series=(series(labelled, name=name, x="label", value=measure),),
        settings=chosen,
        settings_text=in_words(data, language, area=area, span=chosen.span),
    )


@picture("services-by-kind", title=mark("Requests by service"), settings=MixSettings)
def by_service(data: DataSet, chosen: MixSettings, view: View) -> Picture:
    """Requests by service."""
    area = regency_or(data, chosen.area)
    return services_of(
        data,
        view,
        queries.area_mix(data, area_code=area, span=chosen.span),
        name="by-service",
        span=chosen.span,
        settings=chosen,
        settings_text=in_words(data, view.language, area=area, span=chosen.span),
    )


def services_of(
    data: DataSet,
    view: View,
    mix: pd.DataFrame,
    *,
    name: str,
    span: str,
    settings: Settings,
    settings_text: str,
    area: str = "",
) -> Picture:
    """Services of MIX; ``area`` is named in the rows where it is given."""
    language = view.language
    measure = measure_of(mix) or "requested"
    return Picture(
        name=name,
        said=words.services(mix, span=span_row(data, span), language=language),
        chart=mix_chart(mix, look=view.look, language=language) if len(mix) else None,
        table=tables.mix_table(mix, language=language),
        rows=rows_of(mix, area),
        sources=sources_of_counts(data),
        series=(
            series(
                mix,
                name=measure_name(measure, language=language),
                x=f"name_{language.code}",
                value=measure,
            ),
        ),
        settings=settings,
        settings_text=settings_text,
    )
