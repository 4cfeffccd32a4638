"""Village services: what villages reported, where the programme runs, and what it offers."""

from kampung.ui import panel, reader, service_counts, services

who = reader.current()
counted = service_counts.has_counts(who)
# Below a heading of its own, where counts come first, all of this is a step lower.
level = 3 if counted else 2
if counted:
    service_counts.heading(who)
    service_counts.headline(who)
    service_counts.reported(who, service_counts.filters(who))
    services.on_the_programme(who)
else:
    services.heading(who)
services.missing(who)
panel.show_if_any(services.adoption(who), who.language, level=level)
services.kelurahan(who)
panel.show(services.tiles(who), who.language, level=level)
panel.show_if_any(services.maturity(who), who.language, level=level)
services.criteria_and_checklist(who, level=level)
services.catalogue(who, level=level)
services.speed_and_limits(who, level=level)
