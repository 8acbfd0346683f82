"""Research databases: facts in SQLite or PostgreSQL, loaded, looked up, and kept up to date."""
