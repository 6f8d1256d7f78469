"""Pages: one file per kind of page; each asks lists.access for what the person may see."""
