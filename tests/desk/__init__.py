"""The list office's pages: upload, review, correction, publication."""
