"""The pages that the local endpoint shows itself: what arrived, and what to do when a tip was not stored."""

import base64
import hashlib
from collections.abc import Mapping, Sequence

from jinja2 import DictLoader, Environment, StrictUndefined

from plainsight.endpoint_fail import FAILURES
from plainsight.tip_fields import FIELDS, SAYS_NOTHING
from plainsight.tip_store import Tip

_STYLE = (
    "body{max-width:50rem;margin:1rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;color-scheme:light dark}"
    "article{border-top:1px solid;padding:.5rem 0}dt{font-weight:bold}"
    "dd{margin:0 0 .5rem;white-space:pre-wrap;overflow-wrap:anywhere}"
    "textarea{display:block;box-sizing:border-box;width:100%;font:inherit}"
    "strong{border:1px solid;padding:0 .3rem}label{display:block;margin:.5rem 0}"
)
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

_FRAME = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{% block title %}{% endblock %}</title>
<style>{{ style | safe }}</style>
</head>
<body>
{% block body %}{% endblock %}
</body>
</html>
"""

_TIPS = """{% extends "frame" %}
{% block title %}Local preview endpoint{% endblock %}
{% block body %}
<main>
<h1>Local preview endpoint</h1>
<p>These tips were sent by forms on this computer. No hotline reads them. They are kept in {{ store }}.</p>
{% if fail %}<p><strong>Playing the failure {{ fail }}</strong>: {{ failures[fail] }}.</p>{% endif +%}
<p>{{ total }} {{ "tip" if total == 1 else "tips" }} arrived{% if tips | length < total %}, the newest \
{{ tips | length }} are shown{% endif %}.</p>
{% for tip in tips %}
<article>
<h2>Tip {{ tip.id }}</h2>
<p>{{ tip.received.strftime("%Y-%m-%d %H:%M UTC") }}
{% if tip.test %}<strong>test</strong>{% endif %}
{% if earlier[tip.id] %}<strong>the same id as tip {{ earlier[tip.id] }}: sent again, perhaps with more</strong>{% endif %}
{% if tip.flagged %}<strong>flagged: the box to leave empty was filled in</strong>{% endif %}</p>
<dl>
{% for name, values in tip.answers.items() if values | select | list %}
<dt dir="auto">{{ labels.get(name, name) }}</dt>
{% for value in values if value %}
<dd dir="auto">{{ choices.get((name, value), value) }}</dd>
{% endfor %}
{% endfor %}
{% for file in tip.files %}
<dt dir="auto">{{ labels.get(file.field, file.field) }}</dt>
<dd dir="auto">{{ file.name }} ({{ file.type }}, {{ file.content | length }} bytes)</dd>
{% endfor %}
</dl>
</article>
{% endfor %}
</main>
{% endblock %}
"""

_NOT_STORED = """{% extends "frame" %}
{% block title %}Not sent{% endblock %}
{% block body %}
<main>
<h1>This was not sent</h1>
<p>{{ reason }}{% if answers %} What you wrote is below.{% endif %}
{% if wait %} Wait {{ wait }} seconds, then send it again.{% endif %}</p>
{% if files %}<p>The photo or file is not below. Send the text first.</p>{% endif +%}
<p><b>In danger now? Do not write. Call the emergency number.</b></p>
<p>{{ call }}</p>
{% if answers %}
<h2>What you wrote</h2>
<form action="/tips" method="post" accept-charset="utf-8" autocomplete="off">
{% for name, values in answers.items() %}
{% for value in values %}
{% if name in quiet %}
<input type="hidden" name="{{ name }}" value="{{ value }}">
{% else %}
<label><span dir="auto">{{ labels.get(name, name) }}</span>
<textarea name="{{ name }}" dir="auto" rows="3" autocomplete="off">
{{ value }}</textarea></label>
{% endif %}
{% endfor %}
{% endfor %}
<button>Send again</button>
</form>
{% endif %}
</main>
{% endblock %}
"""

_MESSAGE = """{% extends "frame" %}
{% block title %}{{ heading }}{% endblock %}
{% block body %}
<main><h1>{{ heading }}</h1><p>{{ text }}</p></main>
{% endblock %}
"""

_PAGES = Environment(
    loader=DictLoader({"frame": _FRAME, "tips": _TIPS, "not_stored": _NOT_STORED, "message": _MESSAGE}),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_WORDS = {
    "labels": {field.name: field.label for field in FIELDS},
    "choices": {(field.name, choice.id): choice.label for field in FIELDS for choice in field.choices},
    "failures": FAILURES,
    "style": _STYLE,
}


def page_headers(redirect_origins: Sequence[str] = ()) -> dict[str, str]:
    """The headers of every page here: nothing is loaded, kept or passed on; forms go here and to where we redirect."""
    form_action = " ".join(("'self'", *redirect_origins))
    policy = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; form-action {form_action}; base-uri 'none'"
    return {
        "Content-Security-Policy": f"{policy}; frame-ancestors 'none'",
        "Cache-Control": "no-store",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }


def tips_page(tips: Sequence[Tip], total: int, store: str, fail: str = "") -> str:
    """The list of stored tips as HTML; `fail` is the failure that is being played, "" for none."""
    return _render("tips", tips=tips, total=total, store=store, fail=fail, earlier=_earlier(tips))


def not_stored_page(
    reason: str, call: str, answers: Mapping[str, Sequence[str]], *, wait: int = 0, files: bool = False
) -> str:
    """Why a tip was not stored, whom to call instead, and all that was written, ready to be sent again.

    `wait` is how many seconds to wait before; `files` says that files came too, which no page can give back.
    """
    return _render("not_stored", reason=reason, call=call, answers=answers, wait=wait, files=files, quiet=SAYS_NOTHING)


def stored_page() -> str:
    """A confirmation for a site that has no confirmation page."""
    return message_page("This was stored", "This is a local preview endpoint. No hotline reads what is sent here.")


def message_page(heading: str, text: str) -> str:
    """A page that says one thing."""
    return _render("message", heading=heading, text=text)


def _earlier(tips: Sequence[Tip]) -> dict[int, int]:
    """For each tip, the first one with its `tip_id`; 0 for that one itself and for tips without an id."""
    first: dict[str, int] = {}
    found = {}
    for tip in sorted(tips, key=lambda tip: tip.id):
        tip_id = next((value for value in tip.answers.get("tip_id", ()) if value.strip()), "")
        earlier = first.setdefault(tip_id, tip.id)
        found[tip.id] = earlier if tip_id and earlier != tip.id else 0
    return found


def _render(name: str, **values: object) -> str:
    text = _PAGES.get_template(name).render(**_WORDS, **values)
    return text.encode("utf-8", "replace").decode("utf-8")  # half a surrogate pair cannot be sent
