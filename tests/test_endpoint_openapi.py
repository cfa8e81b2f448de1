"""docs/openapi.yaml: what it says is what the local endpoint does, for requests that nobody thought of."""

import pytest
import requests
import schemathesis
import yaml
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi import checks

from plainsight.endpoint_fail import FAILURES
from plainsight.tip_fields import FIELD_NAMES
from plainsight.tip_store import count_tips
from tests.conftest import ROOT
from tests.endpoint_process import EndpointProcess

DESCRIPTION = ROOT / "docs" / "openapi.yaml"
# The contract refuses nothing that can be kept: a number, an unknown choice, a name that nobody has heard of.
KEPT = [checks.negative_data_rejection]
# An endpoint that plays a failure refuses what it should accept.
PLAYED = [*KEPT, checks.positive_data_acceptance, not_a_server_error]
# Files are sent as text here: Schemathesis 4.32.5 breaks down over bytes once in some thousand requests ("Unsupported
# type: 'Binary'"). That every byte of a file is kept is a test of its own in test_endpoint and test_endpoint_handlers.
schemathesis.openapi.format("binary", st.text())
schema = schemathesis.openapi.from_path(str(DESCRIPTION))


@pytest.fixture(scope="module", params=["", "413", "422", "429", "503"])
def running(request, tmp_path_factory):
    with EndpointProcess(tmp_path_factory.mktemp("openapi"), fail=request.param) as process:
        yield process


def _answer(case, running):
    """The answer to `case`; where a kept connection was closed while it was taken up again, asked once more.

    What breaks a connection by itself breaks the second one as well, and a tip stored without an answer is counted.
    """
    try:
        return case.call(base_url=running.address, allow_redirects=False)
    except requests.ConnectionError:
        return case.call(base_url=running.address, allow_redirects=False, headers={"Connection": "close"})


@schema.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_as_described(case, running):
    """Whatever is sent, well-formed or not, the answer has a status, headers and a body that the description names.

    A tip is stored exactly where success was answered; the same tip with the same id is stored once.
    """
    before = count_tips(running.store)
    left_out = PLAYED if running.fail else KEPT
    response = _answer(case, running)
    case.validate_response(response, excluded_checks=left_out)
    told, added = response.status_code in (201, 303), count_tips(running.store) - before
    repeated = told and "tip_id" in str(case.body)
    assert added == told or (repeated and not added)


def description() -> dict:
    return yaml.safe_load(DESCRIPTION.read_text(encoding="utf-8"))


def test_every_field_is_described():
    """A question that is added to the form is added to the description."""
    described = description()["components"]["schemas"]["MultipartTip"]["properties"]
    assert set(FIELD_NAMES) | {"form_lang", "form_version", "tip_id"} == set(described)


def test_every_failure_is_described():
    """Each refusal that the endpoint can play is in the description, and in the words for operators."""
    described = description()["paths"]["/tips"]["post"]["responses"]
    statuses = {fail for fail in FAILURES if fail.isdecimal()}
    assert statuses <= set(described)
    words = (ROOT / "docs" / "tip-endpoint.md").read_text(encoding="utf-8")
    assert all(f"`{status}`" in words for status in statuses)
