"""A pack as it could be: its areas and statements, with invented counts and daily series."""

from dataclasses import replace
from datetime import date

import pandas as pd

from kampung import __version__
from kampung.pack import Pack
from kampung.pictures.sources import SIMULATION
from kampung.simulation.areas import simulated_areas
from kampung.simulation.covid import simulated_observations
from kampung.simulation.services import simulated_counts
from kampung.subjects.evidence.engine import Aids

USUAL_END = date(2025, 12, 31)


def simulated(
    pack: Pack, *, seed: int, villages: int | None, years: int, until: date | None = None
) -> Pack:
    """Fill a pack with invented service counts and daily COVID-19 series.

    Parameters
    ----------
    pack
        A checked pack. Its figures and sources stay; its own counts and series give way.
    seed, villages, years, until
        As of :func:`kampung.building.build.simulate`.

    Returns
    -------
    Pack
        With the source ``simulation``, which every invented row names.
    """
    own = pack.descriptor
    areas = pack.tables["areas"]
    if villages is not None:
        areas = simulated_areas(areas, villages=villages, seed=seed, source_id=SIMULATION)
    figures = pack.tables["figures"]
    wave = (own.wave_start, own.wave_end) if own.wave_start and own.wave_end else None
    tables = {
        **pack.tables,
        "areas": areas,
        "sources": _with_source(pack.tables["sources"], seed),
        # A smaller regency is not one of which something was published.
        "figures": figures[figures["area_code"].isin(areas["code"])],
        "service_counts": simulated_counts(
            areas,
            pack.tables["service_types"],
            seed=seed,
            years=years,
            end_on=until or own.focus_end or USUAL_END,
            source_id=SIMULATION,
        ),
        "observations": simulated_observations(
            figures,
            pack.tables["evidence_weights"],
            areas,
            area_code=own.area_code,
            sources=pack.tables["sources"],
            aids=Aids.of(pack.tables),
            wave=wave,
            seed=seed,
            source_id=SIMULATION,
        ),
    }
    kept = tables["figures"]["id"]
    repeats = tables["figure_repeats"]
    tables["figure_repeats"] = repeats[repeats["figure_id"].isin(kept)]
    return replace(pack, tables=tables)


def _with_source(sources: pd.DataFrame, seed: int) -> pd.DataFrame:
    row = {
        "id": SIMULATION,
        "kind": "simulation",
        "publisher": "Simulasi",
        "title": f"Data rekaan untuk mencoba sistem, benih {seed}, kampung {__version__}",
        "language": "id",
        "note_id": "Direka oleh program; tidak satu pun angkanya nyata.",
        "note_en": "Invented by a program; not one of its numbers is real.",
    }
    made = pd.DataFrame([row], columns=list(sources.columns)).astype(sources.dtypes.to_dict())
    return pd.concat([sources, made], ignore_index=True)
