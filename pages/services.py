"""Village services: where the programme runs, how far it has come, and what it offers."""

from kampung.ui import panel, reader, services

who = reader.current()
services.heading(who)
panel.show(services.adoption(who), who.language)
services.kelurahan(who)
panel.show(services.tiles(who), who.language)
panel.show(services.maturity(who), who.language)
services.criteria_and_checklist(who)
services.catalogue(who)
services.speed_and_limits(who)
