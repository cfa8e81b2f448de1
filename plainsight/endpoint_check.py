"""`invoke check-endpoint`: does a hotline's endpoint keep the contract of docs/tip-endpoint.md?

It sends trials, which the contract says are marked and not routed, and reads the answers. It believes nothing that an
answer does not show.
"""

import ssl
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from rich.table import Table

from plainsight.endpoint_check_client import TIMEOUT_SECONDS, Unanswered, greet, request
from plainsight.endpoint_check_probe import Probe, Row, Stop, Verdict, shown_address
from plainsight.endpoint_check_rules import RULES
from plainsight.findings import Finding
from plainsight.tip_settings import TipSettings, every_way
from plainsight.tip_urls import check_address, origin

_NEEDED = tuple(RULES)[:2]
_STYLES: dict[Verdict, str] = {
    "holds": "green",
    "look": "cyan",
    "careful": "yellow",
    "broken": "bold red",
    "not tried": "dim",
}


def endpoints_of(tip: TipSettings, where: str) -> tuple[dict[str, tuple[str, ...]], list[Finding]]:
    """The endpoints that `tip` posts to, each with the addresses that it may lead to; and what cannot be checked.

    `where` is the settings file.
    """
    found: dict[str, tuple[str, ...]] = {}
    findings = []
    for code, way in every_way(tip).items():
        place = f"{where}, route {code.upper()}" if code else where
        if way.mode != "post":
            what = f"TIP_MODE is {way.mode!r}: nothing is posted, so there is nothing to check."
            findings.append(Finding(place, what, "Name an address: check-endpoint https://…", "warning"))
        elif way.adapter != "contract":
            what = f"TIP_ADAPTER is {way.adapter!r}: a service that has rules of its own."
            findings.append(Finding(place, what, "Send a trial through your form, and see that it arrived.", "warning"))
        elif wrong := check_address("TIP_ENDPOINT", way.endpoint, where=place, publishing=False):
            findings += wrong
        else:
            found[way.endpoint] = tuple(url for url in (*way.targets, way.site_url) if url)
    return found, findings


def check_endpoint(
    url: str,
    *,
    homes: Iterable[str] = (),
    context: ssl.SSLContext | None = None,
    timeout: float = TIMEOUT_SECONDS,
    sleep: Callable[[float], object] = time.sleep,
    told: Callable[[int, int, str], object] = lambda done, of, rule: None,
) -> dict[str, Row]:
    """How the endpoint `url` keeps each rule, in order.

    `homes` are addresses on the sites where a sender may be led, none if they are not known. `context` says whose
    certificates to trust; `told` hears of progress. About twenty trials are sent.
    """
    places = tuple(dict.fromkeys(found for home in homes if (found := origin(home))))
    options = {"context": context, "timeout": timeout}
    send, meet = partial(request, **options), partial(greet, **options)
    probe = Probe(url, send, meet, site=places[0] if places else "", homes=places, sleep=sleep)
    rows: dict[str, Row] = {}
    for number, (name, rule) in enumerate(RULES.items()):
        told(number, len(RULES), name)
        if any(rows[needed].verdict in ("broken", "not tried") for needed in _NEEDED if needed in rows):
            rows[name] = Row("not tried", "")
            continue
        try:
            rows[name] = rule(probe)
        except Stop as stop:
            rows[name] = stop.row
        except Unanswered as silent:
            rows[name] = Row("broken", f"No answer: {silent}.", "Find out why with the people who run it.")
    return rows


def check_findings(url: str, rows: Mapping[str, Row]) -> list[Finding]:
    """What `rows` say that somebody should do: an error for what is broken, a warning for what to look at."""
    where = shown_address(url)
    return [
        Finding(where, f"{rule}: {row.seen}", row.remedy, "error" if row.verdict == "broken" else "warning")
        for rule, row in rows.items()
        if row.verdict != "holds" and row.seen
    ]


def check_table(url: str, rows: Mapping[str, Row]) -> Table:
    """The table that is shown for `rows`."""
    table = Table(title=f"{shown_address(url)}, endpoint contract version 1", title_justify="left")
    table.add_column("rule", no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column("what was seen", overflow="fold")
    for rule, row in rows.items():
        table.add_row(rule, f"[{_STYLES[row.verdict]}]{row.verdict}[/]", row.seen.replace("[", r"\["))
    return table
