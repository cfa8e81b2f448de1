"""The rules of the endpoint contract that can be seen from outside, one function for each.

A rule gets a `Probe`, sends trials, and returns what it saw; where the endpoint does not show what it stored, it says
so, and how somebody can look. It raises `Stop` to end early and `Unanswered` where no answer came.
"""

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from urllib.parse import urlsplit

from plainsight.endpoint_check_client import Answer
from plainsight.endpoint_check_probe import MOVED, Probe, Row, Stop, accepted, proves, said, shown_address, target, text
from plainsight.tip_urls import is_loopback, origin

Rule = Callable[[Probe], Row]
SCRIPTS = "العربية: أين الجواز؟ ١٢٣ · မြန်မာ: နိုင်ငံကူးလက်မှတ် ၁၂၃ · 🆘👩‍👧‍👦"
LONG_BYTES = 64 * 1024
_SOON_DAYS = 14
_ELSEWHERE = "https://elsewhere.invalid/"
_STORE_FIRST = "Store it, then answer 303 to the confirmation page."


def connection(probe: Probe) -> Row:
    """Https with a certificate that browsers trust."""
    if not probe.url.startswith("https:"):
        if is_loopback(probe.url):
            return Row("careful", "http, on this computer only.", "A real endpoint needs https.")
        raise Stop("broken", "http: everybody on the way can read tips.", "Use https.")
    tls, until = probe.greet(probe.url)
    if (until - datetime.now(UTC)).days < _SOON_DAYS:
        return Row("careful", f"{tls}; the certificate ends on {until:%Y-%m-%d}.", "Let a machine renew it in time.")
    return Row("holds", f"{tls}; certificate until {until:%Y-%m-%d}.")


def urlencoded(probe: Probe) -> Row:
    """A plain form, with the friendliest headers that there are."""
    site = probe.site or origin(probe.url) or ""
    answer = probe.post({"what": text(probe.mark())}, origin=site, referrer=f"{site}/")
    if answer.status in (307, 308):
        raise Stop("broken", f"{said(answer)}: the browser sends the whole tip on to there.", "Answer 303.")
    if not accepted(answer):
        raise Stop("broken", f"A plain form is refused: {said(answer)}.", _STORE_FIRST)
    if answer.status in (204, 205):
        raise Stop("broken", f"{said(answer)}: the browser shows nothing, as if nobody had pressed.", _STORE_FIRST)
    if answer.status in MOVED and _place(target(probe.url, answer)) == _place(probe.url):
        raise Stop("broken", f"{said(answer)}: the browser goes there without the tip.", "Use that address.")
    probe.usual = answer
    if answer.status == 303:
        return Row("holds", said(answer))
    if answer.status in (301, 302):
        return Row("careful", said(answer), "Answer 303: after 301 and 302, programs differ in what they send on.")
    return Row(
        "careful", f"{said(answer)}: it shows a page of its own.", "Answer 303, or tell readers before they send."
    )


def origin_null(probe: Probe) -> Row:
    """`Origin: null`, which pages with the policy no-referrer send."""
    site = probe.site or origin(probe.url) or ""
    return _same(probe, probe.post({"what": text(probe.mark())}, referrer=f"{site}/"), "Do not look at Origin.")


def no_referrer(probe: Probe) -> Row:
    """No `Referer` at all, together with `Origin: null`: exactly what the site's pages send."""
    return _same(probe, probe.post({"what": text(probe.mark())}), "Do not look at Referer.")


def redirect(probe: Probe) -> Row:
    """The confirmation page: there, on a site that is ours, with nothing of the tip in its address."""
    mark, tip_id = probe.mark(), secrets.token_hex(16)
    answer = probe.post({"what": text(mark), "tip_id": tip_id, "form_lang": "xx"})
    _same(probe, answer, "Lead an unknown form_lang to your first page.", where=False)
    place = target(probe.url, answer)
    if not place:
        return Row(
            "look",
            "It leads nowhere: it shows a page of its own.",
            "See that it says, in the reader's language, that it was sent.",
        )
    if any(word in place for word in (mark, tip_id)):
        raise Stop("broken", "The address that it leads to holds parts of the tip.", "Lead to a fixed address.")
    home = origin(place)
    if not home or (home.startswith("http:") and not is_loopback(place)):
        raise Stop("broken", f"It leads to {shown_address(place)}, which is no https: page.", "Lead to your site.")
    if probe.homes and home not in probe.homes:
        raise Stop("broken", f"It leads to {home}, not to {' or '.join(probe.homes)}.", "Lead to your site.")
    page = probe.request("GET", place, {"Accept": "text/html"})
    if page.status != 200:
        raise Stop("broken", f"{shown_address(place)} answers {page.status}: the sender sees an error.", "Correct it.")
    if probe.homes:
        return Row("holds", shown_address(place))
    return Row("look", f"{shown_address(place)} is there.", "See that this is your site.")


def fixed_redirect(probe: Probe) -> Row:
    """No field of a form can choose where the sender is led."""
    wish = dict.fromkeys(("_next", "retURL", "redirect", "next", "form_lang"), _ELSEWHERE)
    answer = probe.post({"what": text(probe.mark()), **wish})
    if "elsewhere.invalid" in answer.headers.get("location", ""):
        raise Stop("broken", "A form can lead the sender to any site.", "Lead only to addresses of your own list.")
    return _same(probe, answer, "Store the tip, whatever unknown fields say.", where=False)


def script(probe: Probe) -> Row:
    """Proof for a script, which it may read."""
    answer = probe.post({"what": text(probe.mark())}, script=True)
    plain = "Allowed: the form then sends without script."
    if not proves(answer):
        if accepted(answer):
            return Row("careful", f'No proof for scripts: {said(answer)} without {{"ok": true}}.', plain)
        raise Stop("broken", f"A script's tip is refused: {said(answer)}.", "Store it, whatever Accept says.")
    probe.scripted = True
    probe.shows = isinstance(answer.json().get("test"), dict)
    allowed = answer.headers.get("access-control-allow-origin", "")
    if allowed not in ("*", "null"):
        seen = f"{said(answer)} with proof, but no script of another site may read it."
        return Row("careful", seen, f"Send Access-Control-Allow-Origin: *. {plain}")
    if "access-control-allow-credentials" in answer.headers:
        return Row("careful", "It asks browsers for cookies.", "Leave out Access-Control-Allow-Credentials.")
    return Row("holds", f'{said(answer)}, {{"ok": true}}, readable from any site.')


def multipart(probe: Probe) -> Row:
    """The encoding of forms with a file box, which stays empty here."""
    mark = probe.mark()
    try:
        shown = probe.show({"what": f"{text(mark)} {SCRIPTS}"}, multipart=True)
    except Stop as refused:
        return Row(
            "careful", refused.row.seen, "Needed only if the form asks for a photo: then accept multipart/form-data."
        )
    return _kept(shown, {"what": [f"{text(mark)} {SCRIPTS}"]}, mark)


def characters(probe: Probe) -> Row:
    """Arabic, Burmese and an emoji of several parts, through and back."""
    mark = probe.mark()
    return _kept(probe.show({"what": f"{text(mark)} {SCRIPTS}"}), {"what": [f"{text(mark)} {SCRIPTS}"]}, mark)


def names(probe: Probe) -> Row:
    """A name that comes twice, and one that nobody has heard of."""
    mark = probe.mark()
    answers = {"what": text(mark), "signs": ["debt", "wages"], "unheard-of": mark}
    wanted = {"signs": ["debt", "wages"], "unheard-of": [mark]}
    return _kept(probe.show(answers), wanted, mark, "both signs (debt, wages) and the name unheard-of")


def long_text(probe: Probe) -> Row:
    """64 kB of text in letters that take three bytes, which a form sends as nine."""
    mark = probe.mark()
    letters = "မြန်မာ"
    start, end = f"{text(mark)} ", " END"
    what = start + letters * (LONG_BYTES // len(letters.encode()) + 1) + end
    return _kept(probe.show({"what": what}), {"what": [what]}, mark, f"{len(what):,} characters, the last word END")


def twice(probe: Probe) -> Row:
    """The same tip with the same id is stored once, with the same success."""
    mark = probe.mark()
    answers = {"what": text(mark), "tip_id": secrets.token_hex(16)}
    first, again = probe.show(answers), probe.show(answers)
    if first is None or again is None:
        return _look(mark, "it is there once")
    if first.get("tip") != again.get("tip"):
        raise Stop("broken", "It was stored twice.", "Within 24 hours, store a tip with the same tip_id once.")
    return Row("holds", "Stored once, by what it shows.")


def more_said(probe: Probe) -> Row:
    """More said under the same id is not thrown away."""
    mark, tip_id = probe.mark(), secrets.token_hex(16)
    probe.show({"what": text(mark), "tip_id": tip_id})
    more = {"what": f"{text(mark)} And more was said.", "tip_id": tip_id}
    return _kept(probe.show(more), {"what": [more["what"]]}, mark, "the words “And more was said.”")


def trap(probe: Probe) -> Row:
    """A filled trap is marked, kept, and answered as always: people and their tools fill it too."""
    mark = probe.mark()
    answers = {"what": text(mark), "leave_empty": "x"}
    _same(probe, probe.post(answers), "Answer as always, store it, and mark it.")
    shown = probe.show(answers)
    if shown is None:
        return _look(mark, "it is there, and marked")
    _kept(shown, {"what": [text(mark)]}, mark)
    if shown.get("flagged") is not True:
        raise Stop("careful", "Kept, but not marked.", "Mark a tip whose leave_empty is filled in.")
    return Row("holds", "Kept and marked, by what it shows.")


def marked_trial(probe: Probe) -> Row:
    """Trials are known as such."""
    if probe.shows:
        return Row("holds", "It shows trials, and only trials, what it stored.")
    return Row("look", "It does not show whether trials are marked.", "See that none of these was passed on to people.")


def empty(probe: Probe) -> Row:
    """A form in which nothing was said is not called sent."""
    answer = probe.post({"what": "", "tip_id": secrets.token_hex(16)})
    if accepted(answer) and "location" not in answer.headers:
        seen = f"It answers {answer.status} to a tip and to nothing: a network's login page does that too."
        raise Stop("broken", seen, "Answer 422 to an empty form, and 303 to a tip.")
    if accepted(answer):
        return Row("careful", f"An empty form is called sent: {said(answer)}.", "Answer 422.")
    if answer.status != 422:
        return Row(
            "careful", f"An empty form gets {said(answer)}.", "Answer 422, so that the form can say what is missing."
        )
    page = "html" in answer.headers.get("content-type", "") and len(answer.body) > 200
    if not page:
        return Row("careful", "422 with a bare error.", "Answer a page with what was written and a number to call.")
    return Row("holds", "422 and a page.")


def no_cookie(probe: Probe) -> Row:
    """Nothing is left on the sender's device."""
    if any("set-cookie" in answer.headers for answer in probe.answers):
        return Row("careful", "It sets a cookie: a trace on the sender's device.", "Set none.")
    return Row("holds", "None was set.")


RULES: Mapping[str, Rule] = {
    "https and certificate": connection,
    "form accepted (urlencoded)": urlencoded,
    "Origin: null accepted": origin_null,
    "no Referer accepted": no_referrer,
    "leads to the confirmation": redirect,
    "leads only where it should": fixed_redirect,
    "proof for scripts": script,
    "form with files (multipart)": multipart,
    "Arabic, Burmese, emoji": characters,
    "lists and unknown names": names,
    "64 kB of text": long_text,
    "same id: stored once": twice,
    "same id: more is kept": more_said,
    "trap: marked and kept": trap,
    "trials are marked": marked_trial,
    "empty form": empty,
    "no cookie": no_cookie,
}
"""What is checked, in order; without the first two, the others are not tried."""


def _place(url: str) -> tuple[str, str]:
    """Where `url` leads, whichever way a host likes to write it."""
    parts = urlsplit(url)
    return (parts.hostname or "").removeprefix("www."), parts.path.rstrip("/")


def _same(probe: Probe, answer: Answer, remedy: str, *, where: bool = True) -> Row:
    usual = probe.usual
    if not accepted(answer):
        raise Stop("broken", f"Refused: {said(answer)}.", remedy)
    differs = usual and (
        answer.status != usual.status or (where and answer.headers.get("location") != usual.headers.get("location"))
    )
    if differs:
        raise Stop("broken", f"Another answer than usual: {said(answer)}.", remedy)
    return Row("holds", f"{answer.status}, as always.")


def _kept(shown: Mapping[str, object] | None, wanted: Mapping[str, list[str]], mark: str, what: str = "") -> Row:
    if shown is None:
        return _look(mark, f"it holds {what or SCRIPTS}")
    stored = shown["answers"]
    lost = [name for name, values in wanted.items() if stored.get(name) != values]
    if lost:
        raise Stop(
            "broken", f"It answered success, but stored something else in: {', '.join(lost)}.", "Store all, unchanged."
        )
    return Row("holds", "Kept whole, by what it shows.")


def _look(mark: str, what: str) -> Row:
    return Row(
        "look",
        "Accepted; what it stored cannot be seen from here.",
        f"Look at the trial marked {mark}: see that {what}.",
    )
