"""Village services: what villages reported, where the programme runs, and what it offers."""

from kampung.ui import panel, reader, service_counts, services

who = reader.current()
if service_counts.has_counts(who):
    service_counts.heading(who)
    service_counts.headline(who)
    service_counts.reported(who, service_counts.filters(who))
    services.on_the_programme(who)
else:
    services.heading(who)
    service_counts.not_loaded(who)
services.missing(who)
panel.show_if_any(services.adoption(who), who.language)
services.kelurahan(who)
panel.show(services.tiles(who), who.language)
panel.show_if_any(services.maturity(who), who.language)
services.criteria_and_checklist(who)
services.catalogue(who)
services.speed_and_limits(who)
