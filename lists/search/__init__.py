"""Finding duties: query -> expand -> candidates -> evidence -> rank -> facets, and the marks."""
