"""What all villages of a simulation share, and how large each is."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from kampung.errors import KampungError
from kampung.simulation.seasons import season

SHARES: Final = {
    "silent": 0.02,
    "stops": 0.04,
    "lags": 0.08,
    "late": 0.05,
    "gaps": 0.12,
}
"""What part of the villages reports in an unusual way; the others are steady."""
# How the codes of services end, most frequent first. All others follow.
_FREQUENT = (
    "catatan-kepolisian", "keterangan-usaha", "keterangan-domisili", "kurang-mampu",
    "keterangan-pengantar", "permohonan-kartu-keluarga", "keterangan-kelahiran",
    "keterangan-nikah", "keterangan-kematian", "pindah-penduduk", "laporan-kehilangan",
    "permohonan-akta-lahir", "perubahan-kartu-keluarga", "penghasilan-orang-tua",
    "domisili-usaha", "ktp-dalam-proses", "keterangan-penduduk", "izin-keramaian", "jual-beli",
    "kepemilikan-tanah",
)  # fmt: skip
_SLOW_FAMILIES = {"land": 4.0, "family_card": 2.5, "civil_registration": 1.6, "marriage": 1.3}
_GOLDEN = (5**0.5 - 1) / 2
Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Masks = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Plan:
    """What all villages share, and how large each is.

    Attributes
    ----------
    sizes
        Of each village, 1 for a usual one; missing where its population is unknown.
    kinds
        Of each village, its place in `SHARES`, or the number of them for a steady one.
    weights
        Of each service, its part of all requests; they add up to one.
    slowness
        Of each service, how much longer it takes than a quick one.
    seasons
        Of each service, in each week.
    starts, ends
        First and last day of each week.
    """

    seed: int
    villages: npt.NDArray[np.str_]
    services: npt.NDArray[np.str_]
    source_id: str
    sizes: Floats
    kinds: Ints
    weights: Floats
    slowness: Floats
    seasons: Floats
    starts: npt.NDArray[np.datetime64]
    ends: npt.NDArray[np.datetime64]


def planned(
    areas: pd.DataFrame,
    service_types: pd.DataFrame,
    *,
    seed: int,
    years: int,
    end_on: date,
    source_id: str,
) -> Plan:
    """Draw what all villages share; see `kampung.simulation.services.simulated_counts`."""
    villages = areas[areas["level"].eq("village")].sort_values("code")
    services = service_types.sort_values("code")
    if villages.empty:
        raise KampungError("There are no villages in the table areas: nothing can be simulated.")
    if services.empty:
        raise KampungError("There are no services in the table service_types to be simulated.")
    if years < 1:
        raise KampungError(f"A simulation needs at least one year, not {years}.")
    rng = np.random.default_rng(np.random.SeedSequence(seed))
    starts = _mondays(years, end_on)
    families = services["family"].astype("string").fillna("")
    by_family = {family: season(family, starts) for family in families.unique()}
    slow = families.map(_SLOW_FAMILIES).fillna(1.0).to_numpy(np.float64)
    return Plan(
        seed=seed,
        villages=villages["code"].to_numpy(str),
        services=services["code"].to_numpy(str),
        source_id=source_id,
        sizes=_sizes(villages["population"]),
        kinds=_kinds(len(villages), float(rng.random())),
        weights=_weights(services["code"].tolist(), rng),
        slowness=(slow * rng.lognormal(0, 0.25, len(slow))).astype(np.float32),
        seasons=np.stack([by_family[family] for family in families]).astype(np.float32),
        starts=starts.astype("datetime64[us]"),
        ends=(starts + np.timedelta64(6, "D")).astype("datetime64[us]"),
    )


def _mondays(years: int, end_on: date) -> npt.NDArray[np.datetime64]:
    """First days of the weeks, ascending: as many as fit best into so many years."""
    last_sunday = end_on - timedelta(days=end_on.isoweekday() % 7)
    weeks = round(years * 365.2425 / 7)
    last_monday = np.datetime64(last_sunday - timedelta(days=6), "D")
    return last_monday - 7 * np.arange(weeks - 1, -1, -1)


def _sizes(population: pd.Series) -> Floats:
    """Compare the villages with their median population."""
    people = population.astype("Float64").to_numpy(np.float64, na_value=np.nan)
    known = people[np.isfinite(people) & (people > 0)]
    if not len(known):
        return np.full(len(people), np.nan, dtype=np.float32)
    return (np.maximum(people, 1) / np.median(known)).astype(np.float32)


def _kinds(villages: int, offset: float) -> Ints:
    """Spread the kinds of villages evenly: multiples of the golden ratio leave no large holes.

    So that twenty villages have one that stops, too, and neighbours are seldom of one kind.
    """
    places = (np.arange(villages) * _GOLDEN + offset) % 1
    return np.searchsorted(np.cumsum(list(SHARES.values())), places, side="right")


def _weights(codes: list[str], rng: np.random.Generator) -> Floats:
    """Zipf weights: the services that are known to be frequent first, the others by chance."""
    known = [next((n for n, w in enumerate(_FREQUENT) if code.endswith(w)), None) for code in codes]
    others = len(_FREQUENT) + rng.random(len(codes))
    order = [others[n] if place is None else place for n, place in enumerate(known)]
    ranks = np.argsort(np.argsort(order, kind="stable"), kind="stable") + 1
    weights: Floats = (1 / ranks / (1 / ranks).sum()).astype(np.float32)
    return weights
