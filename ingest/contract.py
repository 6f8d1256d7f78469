"""The fixed JSON of `manage.py parse`."""

from dataclasses import asdict

from ingest.shapes import Clause, DutyList, ParsedItem


def as_json(duty_list: DutyList) -> dict:
    """Give a duty list in the shape other programs rely on."""
    return {
        "document": {
            "province": duty_list.province,
            "prefecture": duty_list.prefecture,
            "county": duty_list.county,
            "township": duty_list.township,
            "township_kind": duty_list.township_kind,
            "date": duty_list.date,
            "markings": duty_list.markings,
            "declared": declared(duty_list),
        },
        "items": [item_json(item) for item in duty_list.items],
        "findings": [asdict(finding) for finding in duty_list.findings],
    }


def declared(duty_list: DutyList) -> dict:
    """The numbers the document states about itself.

    Items by list and in `total`, the first statement of each; `categories` and
    `departments` by list; `statements` holds every statement with its place, also
    those that contradict each other.
    """
    result: dict = {}
    for stated in duty_list.declarations:
        key = stated.kind or "total"
        group = result if stated.unit == "items" else result.setdefault(stated.unit, {})
        group.setdefault(key, stated.count)
    if duty_list.declarations:
        result["statements"] = [
            {
                "kind": stated.kind,
                "unit": stated.unit,
                "count": stated.count,
                "where": str(stated.place),
            }
            for stated in duty_list.declarations
        ]
    return result


def item_json(item: ParsedItem) -> dict:
    """One item; texts as printed, layout tags removed."""
    return {
        "kind": item.kind,
        "number": item.number,
        "category": item.category,
        "name": item.name,
        "departments": list(dict.fromkeys(name for name in item.departments if name)),
        "departments_as_printed": item.departments_as_printed,
        "discontinued": item.discontinued,
        "lead_duty": item.lead_duty,
        "township_duty": item.township_duty,
        "method": None if item.has_parts else item.method,
        "clauses": [clause_json(clause) for clause in item.clauses],
        "where": str(item.place),
    }


def clause_json(clause: Clause) -> dict:
    """One clause; `departments` are the canonical names of those whose duty it is."""
    return {
        "side": clause.side,
        "heading": clause.heading,
        "number": clause.number,
        "text": clause.text,
        "departments": list(clause.departments),
    }
