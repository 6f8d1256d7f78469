"""The whole country in one database, made up from the sample lists: `make bench-national`.

How far lists share their texts, as assumed (`shares.py`):
- a township has 257 rows, a county 10-20 townships, a province 8 counties or more (at most 31);
- within a county 88-100 % of a township's rows have the county's text;
- within a province 60-90 % of a county's rows have the province's text (measured between the two
  sample counties of one region: 66-68 %);
- 0-35 % of a province's rows have the text of a sample list (between the other sample counties:
  0-3 %).
All other texts are new: clauses of rows of the same category put together anew, words of the field
exchanged for their like, a local name put in (`writing.py`).

Search columns, passages, vectors and clauses are whole; duty cells are cut to 80 signs, the printed
row is left empty. Vectors of new texts lie near those of the sample texts they come from
(`meanings.py`); so do duties, for which the portal's own build would take an hour (`duties.py`).

Search is measured on such lists. Pages are measured on those of 40,000 townships, which are cut to
25 rows: six duties that all lists have, nine of twelve usual ones, the rest any; but for three
counties, whose lists are whole and have an edition of the year before (`shares.py`, `details.py`).
"""
