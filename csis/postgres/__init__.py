"""Django's PostgreSQL backend, as it is used here."""
