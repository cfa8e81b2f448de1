"""The body of a campaign page in an edition, through the last gate: what is not built as its source is not shown."""

from dataclasses import dataclass

from plainsight.editions import Edition
from plainsight.findings import Finding
from plainsight.pages import SourcePage


@dataclass(frozen=True)
class Body:
    """The HTML of a body as its edition shows it, how many of its texts have no translation there, and whether that is
    because the page is not built as its source: then all of it is in the source language.
    """

    html: str
    missing: int
    is_kept: bool = True


def body_in(page: SourcePage, edition: Edition, findings: list[Finding]) -> Body:
    """The body of `page` in `edition`; appends to `findings` where the translated one is not shown."""
    if edition.is_source:
        return Body(page.body.render(), 0)
    keys = [(segment.context, segment.msgid) for segment in page.body.segments if segment.translatable]
    known = dict(zip(keys, edition.content_texts(keys), strict=True))
    missing = 0

    def lookup(msgid: str, context: str | None = None) -> str | None:
        nonlocal missing
        key = (context, msgid)
        text = known[key] if key in known else edition.content_text(msgid, context)
        missing += text is None
        return text

    html = page.body.render(lookup, edition.source)
    if page.body.structure.is_kept(html):
        return Body(html, missing)
    tag, source = edition.locale.tag, edition.source.tag
    what = f"is built otherwise in {tag} than in {source}, so its text is shown in {source}."
    remedy = (
        f"Compare its messages in translations/{edition.locale.id}, and report this: a check should have refused one."
    )
    findings.append(Finding(page.path, what, remedy))
    return Body(page.body.render(lambda *message: None, edition.source), len(page.body.segments), is_kept=False)
