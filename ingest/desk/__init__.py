"""The list office's pages: documents come in, are reviewed, corrected and published."""
