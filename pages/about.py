"""Sources and method: what every number rests on, what the words mean, how to cite."""

from kampung.ui import about, glossary, publisher, reader

who = reader.current()
about.heading(who)
about.rules(who)
about.definitions(who)
glossary.show(who)
about.sources(who)
publisher.show(who)
about.licence_and_citation(who)
