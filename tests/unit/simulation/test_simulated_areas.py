"""A regency with as many villages as asked for."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

from kampung.errors import KampungError
from kampung.simulation.areas import simulated_areas

SHIPPED = Path(__file__).resolve().parents[2] / "fixtures" / "frozen" / "areas.csv"
KINDS = {"desa": "2", "kelurahan": "1"}


def pack(*villages: str, districts: tuple[str, ...] = ("01", "02")) -> pd.DataFrame:
    """A regency 99.01 with kecamatan one above the other and villages such as 01.2001."""
    rows: list[dict[str, object]] = [
        {"code": "99.01", "parent_code": None, "level": "regency", "kind": "kabupaten"}
    ]
    for n, district in enumerate(districts, start=1):
        rows.append(
            {"code": f"99.01.{district}", "parent_code": "99.01", "level": "district"}
            | {"kind": "kecamatan", "tile_column": 1, "tile_row": n}
        )
    for village in villages:
        kind = "kelurahan" if village[3] == "1" else "desa"
        rows.append(
            {"code": f"99.01.{village}", "parent_code": f"99.01.{village[:2]}"}
            | {"level": "village", "kind": kind, "population": 4000}
        )
    areas = pd.DataFrame(rows).assign(source_id="kode-wilayah")
    areas["name"] = "Nama " + areas["code"]
    whole = {"tile_column": "Int64", "tile_row": "Int64", "population": "Int64"}
    return areas.reindex(columns=[*areas.columns.union(list(whole))]).astype(whole)


CONTOH = pack("01.1001", "01.2001", "01.2004", "02.2001")


def simulated(villages: int, areas: pd.DataFrame = CONTOH, seed: int = 1) -> pd.DataFrame:
    return simulated_areas(areas, villages=villages, seed=seed, source_id="simulasi")


def of_level(areas: pd.DataFrame, level: str) -> pd.DataFrame:
    return areas[areas["level"] == level]


def codes(areas: pd.DataFrame, level: str) -> list[str]:
    return of_level(areas, level)["code"].tolist()


def test_the_pack_itself_when_it_has_as_many() -> None:
    assert_frame_equal(simulated(4), CONTOH)


def test_fewer_villages_leave_one_in_each_kecamatan() -> None:
    kept = simulated(2)
    assert codes(kept, "district") == ["99.01.01", "99.01.02"]
    assert of_level(kept, "village")["parent_code"].tolist() == ["99.01.01", "99.01.02"]


def test_with_fewer_villages_than_kecamatan_some_of_these_go() -> None:
    kept = simulated(1)
    assert codes(kept, "district") == of_level(kept, "village")["parent_code"].tolist()
    assert len(kept) == 3


def test_new_villages_go_to_the_smallest_kecamatan_under_the_next_numbers() -> None:
    grown = simulated(6, pack("01.2001", "01.2002", "01.2005", "02.2001"))
    new = grown[grown["source_id"] == "simulasi"]
    assert new["code"].tolist() == ["99.01.02.2002", "99.01.02.2003"]
    assert new["name"].tolist() == ["Rekaan 0001", "Rekaan 0002"]
    assert new["population"].isna().all()


def test_gaps_are_used_only_when_no_higher_number_is_left() -> None:
    grown = simulated(4, pack("01.2001", "01.2998", districts=("01",)))
    assert codes(grown, "village")[1:] == ["99.01.01.2002", "99.01.01.2998", "99.01.01.2999"]


def test_a_regency_without_villages_gets_some_kelurahan_too_and_a_city_nothing_else() -> None:
    areas = pack()
    assert set(of_level(simulated(100, areas), "village")["kind"]) == {"desa", "kelurahan"}
    areas.loc[0, "kind"] = "kota"
    assert set(of_level(simulated(100, areas), "village")["kind"]) == {"kelurahan"}


def test_kecamatan_are_invented_when_thirty_villages_are_in_each() -> None:
    assert codes(simulated(60), "district") == ["99.01.01", "99.01.02"]
    grown = of_level(simulated(61), "district")
    new = grown.iloc[-1]
    assert new[["code", "name", "kind", "source_id"]].tolist() == [
        "99.01.03", "Rekaan 03", "kecamatan", "simulasi",
    ]  # fmt: skip
    assert (new["tile_column"], new["tile_row"]) == (1, 3)


def test_a_regency_alone_is_enough() -> None:
    grown = simulated(31, pack(districts=()))
    assert codes(grown, "district") == ["99.01.01", "99.01.02"]
    assert len(codes(grown, "village")) == 31


@pytest.mark.parametrize("villages", [24, 216, 217, 1_000])
def test_the_shipped_pack_keeps_its_types_and_what_it_says(villages: int) -> None:
    areas = pd.read_csv(SHIPPED, dtype={"bps_code": str, "postcode": str})
    areas = areas.astype({"tile_column": "Int64", "tile_row": "Int64", "population": "Int64"})
    made = simulated(villages, areas)
    assert made.dtypes.equals(areas.dtypes)
    assert len(codes(made, "village")) == villages
    from_pack = made[made["source_id"] != "simulasi"].set_index("code")
    assert_frame_equal(from_pack, areas.set_index("code").loc[from_pack.index])


def test_the_whole_country_fits_under_one_regency() -> None:
    made = simulated(83_000)
    villages = of_level(made, "village")
    assert len(villages) == 83_000
    assert made["code"].is_unique
    assert made["code"].str.fullmatch(r"\d\d\.\d\d(\.\d\d(\.[12]\d{3})?)?").all()
    assert set(villages["parent_code"]) == set(codes(made, "district"))
    assert villages.groupby("parent_code").size().max() <= 850


def test_too_many_villages_are_refused_with_a_sentence() -> None:
    with pytest.raises(KampungError, match=r"^84,151 villages do not fit .* room for 84,150\.$"):
        simulated(84_151)


def test_no_villages_and_no_regency_are_refused() -> None:
    with pytest.raises(KampungError, match="at least one village"):
        simulated(0)
    with pytest.raises(KampungError, match="one regency, and the table has 0"):
        simulated(3, CONTOH.iloc[1:])


def test_the_seed_chooses_who_stays() -> None:
    areas = pack(*(f"01.{2000 + n}" for n in range(1, 31)))
    assert_frame_equal(simulated(10, areas), simulated(10, areas))
    assert codes(simulated(10, areas), "village") != codes(simulated(10, areas, 2), "village")


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 400), st.integers(0, 2**32))
def test_any_number_is_met_with_valid_codes_and_parents(villages: int, seed: int) -> None:
    made = simulated(villages, seed=seed)
    found = of_level(made, "village")
    assert len(found) == villages
    assert made["code"].is_unique
    assert found["code"].str[:-5].equals(found["parent_code"])
    assert found["code"].str[-4].equals(found["kind"].map(KINDS))
    assert not found["code"].str.endswith("000").any()
    assert set(found["parent_code"]) == set(codes(made, "district"))
    tiles = of_level(made, "district")[["tile_column", "tile_row"]]
    assert tiles.notna().all(axis=None)
    assert not tiles.duplicated().any()
