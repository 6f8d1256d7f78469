"""Which findings of an edition still ask a person, and who accepted the others."""

import hashlib
from dataclasses import dataclass

from lists.models import Acceptance, Edition


def finding_key(finding: dict) -> str:
    """What names a finding of a document: it stays the same when the document is read again."""
    parts = (finding["code"], finding["where"], finding["message"])
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


@dataclass(frozen=True)
class Reviewed:
    """A finding with its key, and the acceptance where a person accepted it."""

    key: str
    code: str
    severity: str
    where: str
    message: str
    acceptance: Acceptance | None = None

    @property
    def is_open(self) -> bool:
        """Whether a person must still mend or accept it."""
        return self.severity == "error" or (self.severity == "warning" and not self.acceptance)


SEVERITIES = ("error", "warning", "note")


def reviewed(findings: list[dict], edition: Edition | None = None) -> list[Reviewed]:
    """Findings with what came of them: errors first, then warnings, open ones before the rest."""
    accepted = {}
    if edition:
        acceptances = edition.acceptances.select_related("accepted_by")
        accepted = {acceptance.finding: acceptance for acceptance in acceptances}
    found = [
        Reviewed(
            key := finding_key(finding),
            finding["code"],
            finding["severity"],
            finding["where"],
            finding["message"],
            accepted.get(key),
        )
        for finding in findings
    ]
    return sorted(found, key=lambda f: (SEVERITIES.index(f.severity), not f.is_open))


def open_findings(edition: Edition) -> list[Reviewed]:
    """The findings of an edition that must be mended or accepted before it is submitted."""
    return [finding for finding in reviewed(edition.findings, edition) if finding.is_open]
