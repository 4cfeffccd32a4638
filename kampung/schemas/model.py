"""Table Schema: the columns of a table, their types and rules, and its keys."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

# The pandas type in which a column of each type is held.
DTYPES: Mapping[str, str] = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "boolean": "boolean",
    "date": "datetime64[us]",
}


@dataclass(frozen=True)
class Field:
    """A column: its type, its rules, and what it is called in both languages."""

    name: str
    type: str
    title_id: str = ""
    title_en: str = ""
    description_id: str = ""
    description_en: str = ""
    unit: str = ""
    required: bool = False
    unique: bool = False
    enum: tuple[str, ...] = ()
    pattern: str = ""
    minimum: str = ""
    maximum: str = ""


@dataclass(frozen=True)
class ForeignKey:
    """Columns whose values must be found in another table."""

    fields: tuple[str, ...]
    table: str
    reference: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table, as its Table Schema describes it.

    ``path`` names its CSV file; it is empty where there is none.
    """

    name: str
    path: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...] = ()
    foreign_keys: tuple[ForeignKey, ...] = ()
    title_id: str = ""
    title_en: str = ""
    description_id: str = ""
    description_en: str = ""

    @property
    def columns(self) -> list[str]:
        """Names of the columns in their order."""
        return [field.name for field in self.fields]

    def field(self, name: str) -> Field:
        """Return the column of that name."""
        return next(field for field in self.fields if field.name == name)

    def is_coded(self, name: str) -> bool:
        """Whether a column of text holds codes or keys, and not something that is written."""
        field = self.field(name)
        rules = field.enum or field.pattern or field.unique or name in self.primary_key
        is_key = any(name in key.fields for key in self.foreign_keys)
        return field.type == "string" and (bool(rules) or is_key)


def table_of(resource: Mapping[str, Any]) -> Table:
    """Read a resource that is in order."""
    schema = resource["schema"]
    primary_key = names_of(schema["primaryKey"])
    return Table(
        name=resource["name"],
        path=text_of(resource, "path"),
        fields=tuple(_field(field, primary_key) for field in schema["fields"]),
        primary_key=primary_key,
        foreign_keys=tuple(_foreign_keys(resource)),
        title_id=text_of(resource, "title"),
        title_en=text_of(resource, "title@en"),
        description_id=text_of(resource, "description"),
        description_en=text_of(resource, "description@en"),
    )


def _field(field: Mapping[str, Any], primary_key: tuple[str, ...]) -> Field:
    constraints = field.get("constraints", {})
    return Field(
        name=field["name"],
        type=field.get("type", "string"),
        title_id=text_of(field, "title"),
        title_en=text_of(field, "title@en"),
        description_id=text_of(field, "description"),
        description_en=text_of(field, "description@en"),
        unit=text_of(field, "unit"),
        required=bool(constraints.get("required")) or field["name"] in primary_key,
        unique=bool(constraints.get("unique")),
        enum=tuple(str(value) for value in constraints.get("enum", ())),
        pattern=str(constraints.get("pattern", "")),
        minimum=str(constraints.get("minimum", "")),
        maximum=str(constraints.get("maximum", "")),
    )


def _foreign_keys(resource: Mapping[str, Any]) -> Iterator[ForeignKey]:
    given = resource["schema"].get("foreignKeys", [])
    for key in given if isinstance(given, list) else [given]:
        reference = key.get("reference") if isinstance(key, dict) else None
        if not isinstance(reference, dict):
            yield ForeignKey((), "", ())  # told as a problem, as it joins nothing
            continue
        yield ForeignKey(
            fields=names_of(key.get("fields")),
            # The standard writes an empty name for "this same table".
            table=text_of(reference, "resource") or resource["name"],
            reference=names_of(reference.get("fields")),
        )


def text_of(mapping: Mapping[str, Any], key: str) -> str:
    """Return a text; an empty one where there is none."""
    value = mapping.get(key, "")
    return value if isinstance(value, str) else ""


def names_of(value: object) -> tuple[str, ...]:
    """Table Schema lets a key be one name or a list of names."""
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return tuple(str(name) for name in value)
    return ()
