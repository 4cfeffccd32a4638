"""Words that not every reader knows, and what they mean."""
