"""The embedded PostgreSQL as its users meet it: real processes, real kills, real folders."""
