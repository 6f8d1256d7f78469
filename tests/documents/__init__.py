"""Made documents: whole duty lists written in many looks and formats, to prove the readers."""
