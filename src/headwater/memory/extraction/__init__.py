"""Long-term memory: strategies at work on what was said."""
