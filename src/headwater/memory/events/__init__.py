"""Short-term memory: what was said, as events of sessions of actors."""
