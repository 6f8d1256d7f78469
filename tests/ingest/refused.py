"""What every refusal of a file must hold."""

import pytest

from ingest.errors import Refused
from ingest.read import read


def refusal(path) -> Refused:
    """The refusal of a file; it names the file and what to do."""
    with pytest.raises(Refused) as caught:
        read(path)
    refused = caught.value
    assert str(refused).startswith(path.name)
    assert refused.problem
    assert "请" in refused.remedy
    return refused
