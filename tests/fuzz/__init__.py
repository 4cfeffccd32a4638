"""Hostile input with fixed seeds: each module runs long by itself, a few rounds in the suite."""
