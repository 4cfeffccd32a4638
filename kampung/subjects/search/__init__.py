"""Search over everything that has a name: pages, areas, services, indicators, awards, sources."""
