"""Where memories are kept: SQLite by default, PostgreSQL by URL."""
