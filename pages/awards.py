"""Awards: what the programme and the regency were given, when, where and by whom."""

from kampung.ui import awards, panel, reader

who = reader.current()
awards.heading(who)
choice = awards.filters(who)
panel.show(awards.timeline(who, choice), who.language)
awards.cards(who, choice)
awards.disputed_accounts(who)
panel.show(awards.selection(who), who.language)
