"""Sources and method: what every number rests on, what the words mean, how to cite."""

from kampung.ui import about, glossary, publisher, reader

who = reader.current()
about.heading(who)
about.asked_for(who)
about.sources(who)
about.rules(who)
about.definitions(who)
glossary.show(who)
publisher.show(who)
about.licence_and_citation(who)
