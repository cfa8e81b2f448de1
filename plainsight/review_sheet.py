"""The sheet that a native reader signs off: source and translation side by side, as one HTML file and as CSV."""

import base64
import csv
import hashlib
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from plainsight.catalog_data import Message
from plainsight.locales import Locale
from plainsight.review import review_code
from plainsight.states import KINDS, Entry

COLUMNS = ("number", "part", "source", "translation", "ok", "comment", "code")
# What a spreadsheet would take for the beginning of a formula; a quotation mark in front makes it text.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
GUARD = "'"
_PARTS = {
    "critical": "Critical: somebody's safety may depend on these texts",
    "interface": "Buttons, labels and other short texts",
    "normal": "Pages",
}
_MARKUP = (
    # Within Arabic a placeholder would be turned round.
    (re.compile(r"(%\(\w+\)[a-z]|\{[\w:.-]+\})"), r'<bdi dir="ltr">\1</bdi>'),
    (re.compile(r"!\[([^\[\]]*)\]\[(\d+)\]"), r"<u>\1</u><sup>picture \2</sup>"),
    (re.compile(r"\[([^\[\]]*)\]\[(\d+)\]"), r"<u>\1</u><sup>\2</sup>"),
    (re.compile(r"\*\*(\S(?:.*?\S)?)\*\*"), r"<b>\1</b>"),
    (re.compile(r"(?<![*\w])\*([^\s*](?:[^*]*[^\s*])?)\*(?![*\w])"), r"<i>\1</i>"),
)


@dataclass(frozen=True)
class Row:
    """A row of the sheet: what a message says, what its translation says, and the code of the two together."""

    number: int
    part: str
    source: str
    translation: str
    code: str


def make_rows(found: Sequence[Entry]) -> list[Row]:
    """A row for each translation that is shown and not reviewed, critical ones first, pages in their order."""
    wanted = [entry for entry in found if entry.translation is not None and entry.state != "reviewed"]
    wanted.sort(key=lambda entry: KINDS.index(entry.kind))
    # What the pages and the theme both say is asked once, at its first place.
    asked: dict[str, Entry] = {}
    for entry in wanted:
        asked.setdefault(review_code(entry.translation), entry)
    return [
        Row(
            number,
            entry.kind,
            source_text(entry.message),
            "\n".join(entry.translation.msgstrs),
            review_code(entry.translation),
        )
        for number, entry in enumerate(asked.values(), 1)
    ]


def source_text(message: Message) -> str:
    """What a message says, each of its forms in a line of its own."""
    return message.msgid if message.plural is None else f"{message.msgid}\n{message.plural}"


def sheet_csv(rows: Sequence[Row]) -> str:
    """The sheet for spreadsheets; write it as UTF-8 with a byte order mark, without which Excel guesses wrong."""
    text = io.StringIO()
    writer = csv.writer(text, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in rows:
        writer.writerow((row.number, row.part, guarded(row.source), guarded(row.translation), "", "", row.code))
    return text.getvalue()


def guarded(text: str) -> str:
    """`text` as a cell that no spreadsheet calculates."""
    return GUARD + text if text.startswith(_FORMULA) else text


def sheet_html(rows: Sequence[Row], locale: Locale, source: Locale) -> str:
    """The sheet as one file that needs nothing else: to be ticked on the screen and saved, or printed and ticked."""
    parts = []
    for kind in KINDS:
        lines = [_line(row, locale, source) for row in rows if row.part == kind]
        if lines:
            head = f"<h2>{_PARTS[kind]} ({len(lines)})</h2>"
            parts.append(head + _TABLE.format(source=escape(source.own_name), own=_own(locale), lines="\n".join(lines)))
    digest = base64.b64encode(hashlib.sha256(_SCRIPT.encode()).digest()).decode()
    return _PAGE.format(
        policy=f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'",
        title=f"Review: {escape(locale.own_name)} ({locale.tag})",
        name=f"review-{locale.tag}.html",
        own=_own(locale),
        source=escape(source.own_name),
        count=len(rows),
        style=_STYLE,
        parts="\n".join(parts) or "<p>There is nothing to review.</p>",
        script=_SCRIPT,
    )


def _own(locale: Locale) -> str:
    return f'<bdi lang="{locale.tag}">{escape(locale.own_name)}</bdi>'


def _line(row: Row, locale: Locale, source: Locale) -> str:
    return (
        f'<tr data-code="{row.code}"><td>{row.number}</td>'
        f'<td lang="{source.tag}" dir="{source.direction}">{_shown(row.source)}</td>'
        f'<td lang="{locale.tag}" dir="{locale.direction}">{_shown(row.translation)}</td>'
        f'<td><label><input type="checkbox" aria-label="{row.number} is right"></label></td>'
        f'<td><textarea rows="2" dir="auto" aria-label="Comment on {row.number}"></textarea></td></tr>'
    )


def _shown(text: str) -> str:
    """`text` as a reader of the page sees it, its links with their numbers."""
    text = escape(text)
    for pattern, shown in _MARKUP:
        text = pattern.sub(shown, text)
    return text.replace("\n", "<br>")


_TABLE = """<table>
<thead><tr><th scope="col">No.</th><th scope="col">{source}</th><th scope="col">{own}</th>
<th scope="col">Right?</th><th scope="col">Comment</th></tr></thead>
<tbody>
{lines}
</tbody></table>"""
_STYLE = """
body { font: 1rem/1.5 system-ui, sans-serif; margin: 1rem auto; max-width: 75rem; padding: 0 1rem; color: #111; background: #fff; }
table { border-collapse: collapse; inline-size: 100%; table-layout: fixed; }
th, td { border: 1px solid #767676; padding: .5rem; text-align: start; vertical-align: top; overflow-wrap: anywhere; }
th:nth-child(1) { inline-size: 3rem; } th:nth-child(4) { inline-size: 4rem; } th:nth-child(5) { inline-size: 24%; }
td:nth-child(4) { text-align: center; } td label { display: block; padding: .5rem; }
input { inline-size: 1.75rem; block-size: 1.75rem; } textarea { inline-size: 100%; box-sizing: border-box; font: inherit; }
sup { color: #555; } button { font: inherit; font-weight: bold; padding: .75rem 1.5rem; }
:lang(my), :lang(km), :lang(th), :lang(lo) { line-height: 2; }
@media (max-width: 45rem) { thead { display: none; } tr, td { display: block; } tr { margin-block-end: 1.5rem; }
td:nth-child(4) { text-align: start; } td:nth-child(4) label::after { content: " Right?"; font-weight: bold; }
td:nth-child(5)::before { content: "Comment"; display: block; font-weight: bold; } }
@media print { .save { display: none; } tr { break-inside: avoid; } textarea { border: 0; } }
"""
# What is ticked and written goes into the document itself, so a saved copy holds it, however it is saved.
_SCRIPT = """
let changed = false;
document.addEventListener("input", event => {
  const field = event.target;
  if (field.type === "checkbox") field.toggleAttribute("checked", field.checked);
  else field.textContent = field.value;
  changed = true;
});
for (const button of document.querySelectorAll(".save button")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    const copy = "<!doctype html>\\n" + document.documentElement.outerHTML;
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([copy], {type: "text/html"}));
    link.download = document.documentElement.dataset.name;
    link.click();
    changed = false;
  });
}
addEventListener("beforeunload", event => { if (changed) event.preventDefault(); });
"""
_PAGE = """<!doctype html>
<html lang="en" dir="ltr" translate="no" data-name="{name}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="content-security-policy" content="{policy}">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<h1>{title}</h1>
<p>Thank you for reading this. You need no other program and no internet. There are {count} texts. You may stop anywhere.</p>
<ol>
<li>Read the text in {source}, then the text in {own} beside it or below it.</li>
<li>Does it say the same, in words that people really use? Tick <b>Right?</b>.</li>
<li>Is something wrong, or are you not sure? Do not tick. Write what is wrong under <b>Comment</b>, in any language.</li>
<li>Press <b>Save my answers</b>, and send back the file that you get. You can open it again and go on.
Or print this page, tick with a pen, and send a photo.</li>
</ol>
<p>Underlined words lead to another page; the small number must be the same on both sides.
Words such as <code>%(name)s</code> or <code>{{name}}</code> are filled in later.</p>
<p class="save"><button type="button" hidden>Save my answers</button></p>
{parts}
<p class="save"><button type="button" hidden>Save my answers</button></p>
<script>{script}</script>
</body>
</html>
"""
