"""The command ``kampung``."""

import click

from kampung import __version__
from kampung.cli.asking import evidence, picture, pictures
from kampung.cli.importing import import_
from kampung.cli.making import backup, build, check, dictionary, new_pack, restore, simulate
from kampung.cli.serving import doctor, serve


@click.group(
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Examples: kampung check data/mypack; kampung build; kampung serve --port 8600",
)
@click.version_option(__version__, prog_name="kampung")
def main() -> None:
    """A regency's village services and COVID-19 record, every number with its source."""


for command in (
    *(build, check, dictionary, new_pack, simulate, backup, restore),
    *(evidence, picture, pictures),
    *(doctor, serve),
    import_,
):
    main.add_command(command)
