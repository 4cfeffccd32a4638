"""Every page through the entry script: what it shows, and what it keeps when something changes."""
