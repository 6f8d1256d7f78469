"""All published lists of a county in one zip: workbooks, data, and pages that search offline."""
