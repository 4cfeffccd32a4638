"""The SQLite schema, made from the Table Schemas of the pack and of the build."""

from collections.abc import Iterable, Mapping, Sequence

from kampung.schemas import Field, ForeignKey, Table

# Raise it when the queries need tables or columns that older stores do not have.
SCHEMA_VERSION = "8"

SQL_TYPES = {
    "string": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
    "date": "TEXT",
}

# Chosen from the queries: what they filter and join on, beside the primary keys.
INDEXES: Mapping[str, Sequence[tuple[str, ...]]] = {
    "areas": [("level", "code"), ("parent_code",), ("name",)],
    "figures": [("metric", "area_code", "end_on"), ("source_id",)],
    "figure_repeats": [("source_id",)],
    "events": [("on_date",)],
    "awards": [("on_date",)],
    "adoption": [("aspect", "on_date")],
    "programme_facts": [("topic", "position")],
    "observations": [("metric", "on_date")],
    "service_totals": [
        ("level", "scope", "item", "span", "rank_regency"),
        ("parent_code", "scope", "item", "span", "rank_district"),
        ("level", "scope", "item", "span", "last_end"),
    ],
}

# Long tables with a key of several columns are kept in the order of that key, once and not twice:
# what belongs to one village or one district then lies side by side. (Not `observations`: the
# integrity check of SQLite 3.40 takes a number that is never missing for missing in such a table.)
CLUSTERED = frozenset({"service_counts", "service_periods", "service_totals"})


def create_table(table: Table) -> str:
    """Return the statement that creates a table: STRICT, with its keys and checks."""
    parts = [_column(field) for field in table.fields]
    parts.append(f"PRIMARY KEY ({_list(table.primary_key)})")
    parts += [_foreign_key(key) for key in table.foreign_keys]
    body = ",\n  ".join(parts)
    options = "STRICT, WITHOUT ROWID" if table.name in CLUSTERED else "STRICT"
    return f"CREATE TABLE {_quoted(table.name)} (\n  {body}\n) {options}"


def dictionary_rows(tables: Iterable[Table]) -> list[tuple[str | int | None, ...]]:
    """Describe every column; one row a column, in the order of the table ``dictionary``.

    A row with position 0 and the column name ``*`` describes the table itself.
    """
    rows: list[tuple[str | int | None, ...]] = []
    for table in tables:
        about = table.title_id, table.title_en, table.description_id, table.description_en
        rows.append((table.name, "*", 0, "table", None, *(text or None for text in about)))
        for position, field in enumerate(table.fields, start=1):
            about = field.title_id, field.title_en, field.description_id, field.description_en
            words = (text or None for text in (field.unit, *about))
            rows.append((table.name, field.name, position, field.type, *words))
    return rows


def _column(field: Field) -> str:
    name = _quoted(field.name)
    rules = [name, SQL_TYPES[field.type]]
    if field.required:
        rules.append("NOT NULL")
    if field.unique:
        rules.append("UNIQUE")
    if field.type == "boolean":
        rules.append(f"CHECK ({name} IN (0, 1))")
    if field.type == "date":
        rules.append(f"CHECK ({name} = date({name}))")
    if field.enum:
        rules.append(f"CHECK ({name} IN ({', '.join(_literal(field, v) for v in field.enum)}))")
    if field.minimum:
        rules.append(f"CHECK ({name} >= {_literal(field, field.minimum)})")
    if field.maximum:
        rules.append(f"CHECK ({name} <= {_literal(field, field.maximum)})")
    return " ".join(rules)


def _foreign_key(key: ForeignKey) -> str:
    # Deferred, so that the order in which tables and rows are written does not matter.
    return (
        f"FOREIGN KEY ({_list(key.fields)}) REFERENCES {_quoted(key.table)} "
        f"({_list(key.reference)}) DEFERRABLE INITIALLY DEFERRED"
    )


def _literal(field: Field, value: str) -> str:
    if field.type in {"integer", "number"}:
        return repr(float(value)) if field.type == "number" else str(int(value))
    return "'" + value.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _list(names: Sequence[str]) -> str:
    return ", ".join(_quoted(name) for name in names)
