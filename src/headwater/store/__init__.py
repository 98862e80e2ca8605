"""What survives a restart: the database, its tables and the queries on them. All SQL is in here."""
