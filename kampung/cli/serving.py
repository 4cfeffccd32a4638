"""Commands to serve the dashboard, and to see what may keep it from that."""

import sys
from typing import TYPE_CHECKING

import click

from kampung import paths

if TYPE_CHECKING:
    pass
from kampung.cli.common import store_option, told

port_option = click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
address_option = click.option(
    "--address",
    metavar="ADDRESS",
    default="127.0.0.1",
    show_default=True,
    help="Where to listen: this machine alone, or 0.0.0.0 for all of its addresses.",
)


@click.command()
@port_option
@address_option
@click.option(
    "--host-name",
    "host_names",
    metavar="NAME",
    multiple=True,
    help="A public name that visitors use, besides those in KAMPUNG_HOSTS. May be repeated.",
)
@store_option
@told
def serve(port: int, address: str, host_names: tuple[str, ...], store: str | None) -> None:
    r"""Serve the dashboard at http://localhost:PORT, for this machine alone.

    For others, put a proxy in front and name the public name (docs/operate.md).

    \b
    Examples:
      kampung serve
      kampung serve --port 8600 --store /srv/kampung/kampung.db
      kampung serve --host-name data.example.go.id
      kampung serve --address 0.0.0.0
    """
    from kampung.server import serve as serve_app

    serve_app(port=port, address=address, host_names=host_names, store=store)


@click.command()
@port_option
@address_option
@store_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
@told
def doctor(port: int, address: str, store: str | None, as_json: bool) -> None:
    r"""Say what may keep the dashboard from being served, and what to do.

    A line for each thing that was looked at; the exit code is 1 when one of them is wrong.

    \b
    Examples:
      kampung doctor
      kampung doctor --port 8600 --json
    """
    import json
    from dataclasses import asdict

    from kampung.doctor import examine

    findings = examine(store=paths.store_location(store), address=address, port=port)
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], indent=2))
    else:
        click.echo("\n".join(map(str, findings)))
    if not all(finding.ok for finding in findings):
        sys.exit(1)
