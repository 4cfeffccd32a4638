"""Village services: what villages reported, where the programme runs, and what it offers."""

from kampung.ui import panel, reader, service_counts, services

who = reader.current()
if service_counts.has_counts(who):
    service_counts.heading(who)
    service_counts.headline(who)
    choice = service_counts.filters(who)
    panel.show(service_counts.requests(who, choice), who.language)
    panel.show_if_any(service_counts.waiting(who, choice), who.language)
    service_counts.by_district(who, choice)
    panel.show(service_counts.reporting(who, choice), who.language)
    panel.show(service_counts.silent(who, choice), who.language)
    panel.show(service_counts.families(who, choice), who.language)
    panel.show(service_counts.services(who, choice), who.language)
    panel.show(service_counts.concentration(who, choice), who.language)
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
