"""The document and the interface agree, whatever is asked: schemathesis over every operation."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    negative_data_rejection,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from lists.models import Duty, Edition
from portal.wsgi import application

CHECKS_OF_AN_ANSWER = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
CHECKS = [
    *CHECKS_OF_AN_ANSWER,
    negative_data_rejection,
    positive_data_acceptance,
    unsupported_method,
    allow_header_conformance,
]
# Of each operation so many requests that fit the document, and as many that do not.
EXAMPLES = 5


@pytest.fixture
def document(db):
    """The OpenAPI document as it is served, and the operations behind it."""
    # A request would close the connection on which the test's transaction runs.
    ends = (request_started, request_finished)
    for signal in ends:
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for signal in ends:
        signal.connect(close_old_connections)


def faults_of(operation, mode: GenerationMode) -> list[str]:
    """What is wrong with the answers of an operation to requests of a mode."""

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case):
        case.call_and_validate(checks=CHECKS)

    try:
        ask()
    except Exception as failure:  # of every operation, not of the first alone
        return [f"{operation.label} {mode.value}: {failure}"]
    return []


@pytest.mark.parametrize("mode", GenerationMode, ids=lambda mode: mode.value)
def test_every_operation_is_as_its_document_says(document, mode):
    operations = [found.ok() for found in document.get_all_operations()]
    assert len(operations) > 20
    wrong = [fault for one in operations for fault in faults_of(one, mode)]
    assert not wrong, "\n\n".join(wrong)


def real() -> dict[str, dict]:
    """For each operation a request that finds something: what is drawn by lot finds nothing."""
    edition = Edition.published.get(township__name="新地乡")
    row = edition.items.get(kind="cooperation", number=3)
    clause, place = row.clauses.first(), edition.township.slug
    of_row = {"township": place, "edition": edition.slug, "kind": row.kind, "number": row.number}
    slugs = {
        "county": edition.township.county.slug,
        "township": place,
        "department": row.departments.first().slug,
        "system": row.departments.first().system.slug,
        "category": row.category.slug,
    }
    duty = {"number": Duty.published.first().pk}
    paths = {
        **{name: {"slug": slug} for name, slug in slugs.items()},
        "list": {"township": place},
        "edition": {"township": place, "edition": edition.slug},
        "item": of_row,
        "clause": of_row | {"side": clause.side, "position": clause.position},
        "duty": duty,
        "duty-items": duty,
        **{f"bulk-{table}": {"format": "jsonl"} for table in ("items", "clauses", "departments")},
    }
    queries = {
        "items": {"q": "低保", "township": place},
        "check": {"q": "文明养犬", "township": place},
        "differences": {"township": place},
    }
    names = {*paths, *queries}
    return {
        name: {"path_parameters": paths.get(name, {}), "query": queries.get(name, {})}
        for name in names
    }


def test_what_is_found_is_as_the_document_says(document):
    known, wrong = real(), []
    for found in document.get_all_operations():
        operation = found.ok()
        case = operation.Case(**known.get(operation.definition.raw["operationId"], {}))
        answer = case.call()
        if answer.status_code != 200:
            wrong.append(f"{operation.label}: {answer.status_code}")
        try:
            case.validate_response(answer, checks=CHECKS_OF_AN_ANSWER)
        except Exception as failure:  # of every operation, not of the first alone
            wrong.append(f"{operation.label}: {failure}")
    assert not wrong, "\n\n".join(wrong)
