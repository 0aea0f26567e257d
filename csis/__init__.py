"""Everything that turns the application into a running program: settings, addresses, database, server."""
