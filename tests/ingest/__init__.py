"""Tests of the way of a document: read, parse, check, save."""
