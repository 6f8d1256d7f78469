"""Finding duties: query -> candidates -> rank -> facets, and the marks that show why."""
