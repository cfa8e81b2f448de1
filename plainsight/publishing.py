"""The rules of publishing: stricter than preview, because strangers in danger read the result."""

from plainsight.catalogs import completeness
from plainsight.editions import Edition
from plainsight.extract import is_critical
from plainsight.findings import Finding
from plainsight.hotlines import shown_lines
from plainsight.po_read import read_po
from plainsight.site import Site


def check_publishing(site: Site) -> list[Finding]:
    """What forbids to publish `site`, beyond what forbids to build it."""
    findings = []
    if not site.settings.site_url:
        findings.append(Finding(site.settings.where, "SITE_URL is not set.", "Give the https: address of the site."))
    for edition in site.editions:
        if not edition.is_source:
            findings += _check_edition(site, edition)
    for code, country in site.countries.items():
        shown = shown_lines(
            country,
            publishing=True,
            show_unverified=site.settings.hotline_show_unverified,
            limit_days=site.settings.hotline_limit_days,
            today=site.today,
        )
        if country.lines and not shown:
            what = "none of its hotlines has been verified within the limit, so its page shows only the emergency number."
            remedy = "Verify them (docs/publishing.md), or set HOTLINE_SHOW_UNVERIFIED to show them with their date."
            level = "error" if code == site.settings.home_country else "warning"
            findings.append(Finding(f"content/hotlines/{code}.toml", what, remedy, level))
    return findings


def _check_edition(site: Site, edition: Edition) -> list[Finding]:
    settings, locale_id = site.settings, edition.locale.id
    if edition.is_pseudo:
        return [Finding(settings.where, f"LOCALES names the pseudo-locale {locale_id}.", "Remove it: it is for tests.")]
    findings, draft_allowed = [], locale_id in settings.publish_draft_locales
    folder = f"translations/{locale_id}"
    if edition.is_draft and not draft_allowed:
        remedy = "Have a native reader review it, or name it in PUBLISH_DRAFT_LOCALES, or remove it from LOCALES."
        findings.append(Finding(f"{folder}/locale.toml", "is a draft that nobody has reviewed.", remedy))
    template, _ = read_po(settings.translations / "interface.pot")
    done = completeness(template, edition.interface[0])
    if done.translated < done.total:
        what = f"{done.total - done.translated} of {done.total} interface messages have no usable translation."
        where = f"{folder}/LC_MESSAGES/interface.po"
        findings.append(Finding(where, what, "Translate them, or remove the locale from LOCALES."))
    content, _ = read_po(settings.translations / "content.pot")
    missing = [m.msgid for m in content.messages if is_critical(m) and edition.content_text(m.msgid) is None]
    if missing:
        what = f"{len(missing)} critical messages have no usable translation, such as {missing[0][:60]!r}."
        findings.append(Finding(f"{folder}/LC_MESSAGES/content.po", what, "Translate them: safety text may not fall back."))
    return findings
