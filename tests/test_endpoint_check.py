"""plainsight.endpoint_check: each rule is seen to be kept, or seen to be broken, or said not to be visible."""

import ssl
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
import trustme
from rich.console import Console

from plainsight.endpoint_check import check_endpoint, check_findings, check_table, endpoints_of
from plainsight.endpoint_check_probe import Row
from plainsight.endpoint_check_rules import RULES
from plainsight.tip_settings import TipSettings
from plainsight.tip_store import read_tips
from tests.conftest import ROOT
from tests.endpoint_process import EndpointProcess
from tests.endpoint_twin import FLAWS, twin
from tests.test_build import invoke

HTTPS = "https and certificate"
# The rule that each flaw breaks, and how bad that is. Other rules must hold.
SEEN = {
    "refuses forms": ("form accepted (urlencoded)", "broken"),
    "wants an Origin": ("Origin: null accepted", "broken"),
    "wants a Referer": ("no Referer accepted", "broken"),
    "sends the tip on": ("form accepted (urlencoded)", "broken"),
    "moves to a slash": ("form accepted (urlencoded)", "broken"),
    "moves with 302": ("form accepted (urlencoded)", "careful"),
    "shows its own page": ("form accepted (urlencoded)", "careful"),
    "says yes to everything": ("empty form", "broken"),
    "puts the tip id into the address": ("leads to the confirmation", "broken"),
    "leads to a missing page": ("leads to the confirmation", "broken"),
    "leads to another site": ("leads to the confirmation", "broken"),
    "leads over http": ("leads to the confirmation", "broken"),
    "leads where the form says": ("leads only where it should", "broken"),
    "is silent to scripts": ("proof for scripts", "careful"),
    "says ok to scripts without proof": ("proof for scripts", "careful"),
    "refuses scripts": ("proof for scripts", "broken"),
    "lets no script read": ("proof for scripts", "careful"),
    "asks for credentials": ("proof for scripts", "careful"),
    "refuses multipart": ("form with files (multipart)", "careful"),
    "cuts characters": ("Arabic, Burmese, emoji", "broken"),
    "keeps the last of a list": ("lists and unknown names", "broken"),
    "drops unknown names": ("lists and unknown names", "broken"),
    "cuts long text": ("64 kB of text", "broken"),
    "refuses long text": ("64 kB of text", "broken"),
    "stores repeats": ("same id: stored once", "broken"),
    "drops more said": ("same id: more is kept", "broken"),
    "refuses the trap": ("trap: marked and kept", "broken"),
    "drops the trap": ("trap: marked and kept", "broken"),
    "does not mark the trap": ("trap: marked and kept", "careful"),
    "calls nothing sent": ("empty form", "careful"),
    "gives a bare error": ("empty form", "careful"),
    "sets a cookie": ("no cookie", "careful"),
    "is busy for long": ("leads only where it should", "not tried"),
    "is busy without a time": ("leads only where it should", "broken"),
    "stops answering": ("proof for scripts", "broken"),
    "shows nothing": ("Arabic, Burmese, emoji", "look"),
    "is busy once": (HTTPS, "careful"),
}


def check(site: str, **options) -> dict[str, Row]:
    options = {"homes": [site], "sleep": lambda seconds: None, "timeout": 30, **options}
    return check_endpoint(f"{site}/tips", **options)


def verdicts(rows: dict[str, Row], *wanted: str) -> set[str]:
    return {rule for rule, row in rows.items() if row.verdict in wanted}


def test_every_flaw_is_tried():
    """Each rule has a twin that breaks it."""
    assert set(SEEN) == FLAWS
    assert {rule for rule, _ in SEEN.values()} >= set(RULES) - {"form with files (multipart)", "trials are marked"}


def test_the_local_endpoint_keeps_every_rule(tmp_path: Path):
    """The endpoint of the preview keeps all that can be seen, and only https is missing; its trials are marked."""
    with EndpointProcess(tmp_path) as running:
        rows = check_endpoint(f"{running.address}/tips", homes=[running.site], sleep=lambda seconds: None)
        assert verdicts(rows, "holds") == set(RULES) - {HTTPS} and rows[HTTPS].verdict == "careful"
        stored = read_tips(running.store)
    assert len(stored) >= 15 and all(tip.test for tip in stored)
    assert all("test of the connection" in tip.answers["what"][0] for tip in stored)


def test_a_good_twin_keeps_every_rule():
    """The twin without a flaw breaks nothing, so that each flaw below is what is seen."""
    with twin() as site:
        assert verdicts(check(site), "holds") == set(RULES) - {HTTPS}


@pytest.mark.parametrize("flaw", sorted(SEEN))
def test_each_broken_rule_is_seen(flaw: str):
    """An endpoint that breaks one rule is told so at that rule, as an error where tips or senders can be hurt."""
    rule, verdict = SEEN[flaw]
    with twin(flaw) as site:
        rows = check(site)
    assert (rows[rule].verdict, bool(rows[rule].seen)) == (verdict, True), rows[rule]
    findings = check_findings(f"{site}/tips", rows)
    assert any(finding.level == "error" for finding in findings) is bool(verdicts(rows, "broken"))
    assert all(finding.what and finding.remedy for finding in findings)


@pytest.mark.parametrize(
    "flaw",
    [
        flaw
        for flaw, (_, verdict) in SEEN.items()
        if verdict == "broken" and flaw.split()[0] in ("cuts", "drops", "stores")
    ],
)
def test_a_flaw_is_blamed_on_one_rule(flaw: str):
    """What an endpoint loses is told at the rule about it, not at all others."""
    with twin(flaw) as site:
        broken = verdicts(check(site), "broken")
    assert SEEN[flaw][0] in broken and len(broken) <= 3


@pytest.mark.parametrize("flaw", ["shows nothing", "is silent to scripts"])
def test_what_cannot_be_seen_is_not_called_kept(flaw: str):
    """Where an endpoint does not show what it stored, somebody is told which trial to look at, and for what."""
    with twin(flaw) as site:
        rows = check(site)
    unseen = {"Arabic, Burmese, emoji", "lists and unknown names", "64 kB of text", "same id: stored once"}
    unseen |= {"same id: more is kept", "trap: marked and kept", "form with files (multipart)"}
    assert verdicts(rows, "look") == unseen | {"trials are marked"} and not verdicts(rows, "broken")
    assert all("marked " in rows[rule].remedy and "cannot be seen" in rows[rule].seen for rule in unseen)


def test_a_login_page_is_not_taken_for_an_endpoint(tmp_path: Path):
    """A page that answers 200 to everything is an error, although each single answer looks like success."""
    with EndpointProcess(tmp_path, fail="captive") as running:
        rows = check_endpoint(f"{running.address}/tips", sleep=lambda seconds: None)
    assert rows["empty form"].verdict == "broken" and "login page" in rows["empty form"].seen


def test_it_waits_as_told():
    """An endpoint that asks to wait for seven seconds is asked again after seven seconds."""
    waited = []
    with twin("is busy once") as site:
        rows = check(site, sleep=waited.append)
    assert waited == [7] and verdicts(rows, "holds") == set(RULES) - {HTTPS}


@pytest.mark.parametrize("fail", ["413", "422", "503", "drop"])
def test_what_takes_no_tip_is_an_error_and_nothing_more_is_sent(tmp_path: Path, fail: str):
    """Without an accepted form, the other rules are not tried."""
    with EndpointProcess(tmp_path, fail=fail) as running:
        rows = check_endpoint(f"{running.address}/tips", sleep=lambda seconds: None)
    assert verdicts(rows, "broken") == {"form accepted (urlencoded)"}
    assert len(verdicts(rows, "not tried")) == len(RULES) - 2


def test_a_silent_endpoint_is_given_up(tmp_path: Path):
    """An endpoint that never answers is told as such after the time that was set."""
    with EndpointProcess(tmp_path, fail="timeout") as running:
        rows = check_endpoint(f"{running.address}/tips", timeout=1)
    assert "no answer came within 1 seconds" in rows["form accepted (urlencoded)"].seen


@pytest.mark.parametrize(
    "url, told",
    [
        ("http://127.0.0.1:9/tips", "nothing takes connections"),
        ("http://nowhere.invalid/tips", "Use https"),
        ("https://nowhere.invalid/tips", "no such host"),
    ],
)
def test_an_endpoint_that_is_not_there(url: str, told: str):
    """A host that cannot be reached, and a plain http: address elsewhere, are errors in plain words."""
    (finding,) = [finding for finding in check_findings(url, check_endpoint(url)) if finding.level == "error"]
    assert told in str(finding)


def server(authority: trustme.CA, name: str = "127.0.0.1", **options) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name, **options).configure_cert(context)
    return context


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


def test_https_with_a_good_certificate_holds(authority, trusting):
    """Over https with a certificate that is trusted, every rule holds."""
    with twin(context=server(authority)) as site:
        rows = check(site, context=trusting)
    assert verdicts(rows, "holds") == set(RULES) and "TLSv1.3" in rows[HTTPS].seen


def test_a_certificate_that_ends_soon_is_told(authority, trusting):
    """Two weeks before a certificate ends, it is a warning with the date."""
    until = datetime.now(UTC) + timedelta(days=5)
    with twin(context=server(authority, not_after=until)) as site:
        row = check(site, context=trusting)[HTTPS]
    assert row.verdict == "careful" and f"{until:%Y-%m-%d}" in row.seen


@pytest.mark.parametrize("wrong", ["unknown authority", "other name", "ended"])
def test_no_tip_is_sent_to_a_server_that_is_not_trusted(authority, trusting, wrong: str):
    """A certificate that a browser refuses is an error, and not even a trial is sent."""
    ended = {"not_after": datetime.now(UTC) - timedelta(days=1), "not_before": datetime.now(UTC) - timedelta(days=9)}
    if wrong == "unknown authority":
        context = server(trustme.CA())
    else:
        context = server(authority, "other.example") if wrong == "other name" else server(authority, **ended)
    with twin(context=context) as site:
        rows = check(site, context=trusting)
    assert rows[HTTPS].verdict == "broken" and "not to be trusted" in rows[HTTPS].seen
    assert verdicts(rows, "not tried") == set(RULES) - {HTTPS}


def test_the_table_has_a_line_for_every_rule_and_no_secret():
    """The table shows each rule and its verdict; what comes after a question mark in the address is not printed."""
    rows = dict.fromkeys(RULES, Row("holds", "[bold]as sent[/bold]"))
    out = StringIO()
    Console(file=out, width=120).print(check_table("https://endpoint.example/tips?code=secret", rows))
    assert all(rule in out.getvalue() for rule in RULES) and "secret" not in out.getvalue()
    assert "[bold]as sent[/bold]" in out.getvalue()
    rows = {"empty form": Row("broken", "x", "y")}
    assert "secret" not in str(check_findings("https://endpoint.example/tips?code=secret", rows)[0])


def test_the_task_checks_an_address_and_exits_1_on_an_error(tmp_path: Path):
    """`invoke check-endpoint URL` prints the table and the findings; an error finding makes it fail."""
    with EndpointProcess(tmp_path) as running:
        good = invoke(ROOT, "check-endpoint", f"{running.address}/tips")
    assert good.returncode == 0 and "no Referer accepted" in good.stdout and "warning: http://127" in good.stdout
    with twin("stores repeats") as site:
        bad = invoke(ROOT, "check-endpoint", f"{site}/tips")
    assert bad.returncode == 1 and "It was stored twice." in bad.stdout


def test_without_an_address_the_published_endpoint_is_checked(project: Path):
    """`invoke check-endpoint` alone checks what publishconf.py names; a mode without a form has nothing to check."""
    conf = project / "publishconf.py"
    lines = 'from pelicanconf import *\nTIP_ENDPOINT_TARGETS = ["{site}"]\nTIP_ENDPOINT = "{site}/tips"\nTIP_MODE = "{mode}"\n'
    with twin("wants a Referer") as site:
        conf.write_text(lines.format(site=site, mode="post"))
        done = invoke(project, "check-endpoint")
        conf.write_text(lines.format(site=site, mode="phone"))
        phone = invoke(project, "check-endpoint")
    assert done.returncode == 1 and "Do not look at Referer." in done.stdout, done.stdout
    assert phone.returncode == 0 and "nothing to check" in phone.stdout, phone.stdout


def test_an_address_that_a_form_may_not_use_is_refused_before_anything_is_sent():
    """An address with a secret, or over http:, is refused, and its secret is not printed."""
    done = invoke(ROOT, "check-endpoint", "https://endpoint.invalid/tips?token=hush")
    assert done.returncode == 1 and "looks like a secret" in done.stdout and "hush" not in done.stdout + done.stderr


def test_a_way_to_send_that_has_other_rules_is_named():
    """Services with rules of their own, and addresses that are none, are findings; each route is looked at."""
    routes = {
        "mx": {"endpoint": "https://mx.invalid/tips", "targets": ["https://mx-site.invalid/"]},
        "ca": {"endpoint": "https://formspree.io/f/x", "adapter": "formspree"},
        "gb": {"endpoint": ""},
    }
    tip = TipSettings(mode="link", endpoint="https://form.invalid/", routes=routes, site_url="https://site.invalid/")
    found, findings = endpoints_of(tip, "publishconf.py")
    assert found == {"https://mx.invalid/tips": ("https://mx-site.invalid/", "https://site.invalid/")}
    assert {finding.where for finding in findings} == {
        "publishconf.py",
        "publishconf.py, route CA",
        "publishconf.py, route GB",
    }
