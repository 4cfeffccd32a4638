"""Kampung: a regency's village services and COVID-19 record, every number with its source."""

__version__ = "0.1.0"
