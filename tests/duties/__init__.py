"""The judged pairs of rows, and how well they are told apart: `make duties`."""
