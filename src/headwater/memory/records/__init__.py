"""Long-term memory: records in namespaces, and how they are found."""
