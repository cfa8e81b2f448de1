"""The rules of publishing: stricter than preview, because strangers in danger read the result."""

from plainsight.catalog_data import is_critical
from plainsight.completeness import completeness
from plainsight.editions import Edition
from plainsight.extract import DOMAINS, extract_templates, stale_templates
from plainsight.findings import Finding
from plainsight.hotlines import shown_lines
from plainsight.locale_ids import fallback_chain, locale_folder
from plainsight.po_read import read_po
from plainsight.review import read_reviews, review_code
from plainsight.site import Site


def check_publishing(site: Site) -> list[Finding]:
    """What forbids to publish `site`, beyond what forbids to build it."""
    findings = []
    if not site.settings.site_url:
        findings.append(Finding(site.settings.where, "SITE_URL is not set.", "Give the https: address of the site."))
    findings += _check_templates(site)
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
            what = (
                "none of its hotlines has been verified within the limit, so its page shows only the emergency number."
            )
            remedy = "Verify them (docs/publishing.md), or set HOTLINE_SHOW_UNVERIFIED to show them with their date."
            level = "error" if code == site.settings.home_country else "warning"
            findings.append(Finding(f"content/hotlines/{code}.toml", what, remedy, level))
    return findings


def _check_templates(site: Site) -> list[Finding]:
    """What is complete is measured by the templates, so they must hold what the site says today."""
    root = site.settings.root
    if not (root / "babel.cfg").is_file():
        return [Finding("babel.cfg", "is missing.", "Restore it: it says which files have texts.")]
    written = {domain: read_po(site.settings.translations / f"{domain}.pot")[0] for domain in DOMAINS}
    return stale_templates(root, extract_templates(root), written)


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
    missing = [m.msgid for m in content.messages if is_critical(m) and edition.content_text(m.msgid, m.context) is None]
    if missing:
        what = f"{len(missing)} critical messages have no usable translation, such as {missing[0][:60]!r}."
        findings.append(
            Finding(f"{folder}/LC_MESSAGES/content.po", what, "Translate them: safety text may not fall back.")
        )
    unreviewed, wrong = _unreviewed(site, edition)
    findings += wrong
    if unreviewed and not draft_allowed:
        what = f"{len(unreviewed)} critical messages have not been reviewed as they are now, such as {unreviewed[0][:60]!r}."
        remedy = f"Run: invoke review {locale_id} (docs/reviewing.md), or name the locale in PUBLISH_DRAFT_LOCALES."
        findings.append(Finding(f"{folder}/review.tsv", what, remedy))
    return findings


def _unreviewed(site: Site, edition: Edition) -> tuple[list[str], list[Finding]]:
    """The critical messages that a reader of `edition` gets and no native reader has signed off, in the locale that the
    translation is from; and what is wrong with the files that say so.
    """
    chain = [name for name in fallback_chain(edition.locale.id) if name != edition.source.id]
    read = [read_reviews(locale_folder(site.settings.translations, name)) for name in chain]
    found = []
    for domain, catalogs in (("interface", edition.interface), ("content", edition.content)):
        template, _ = read_po(site.settings.translations / f"{domain}.pot")
        for message in filter(is_critical, template.messages):
            shown = (
                (catalog.usable[message.key], reviews)
                for catalog, (reviews, _) in zip(catalogs, read, strict=True)
                if message.key in catalog.usable
            )
            translation, reviews = next(shown, (None, {}))
            if translation is not None and review_code(translation) not in reviews:
                found.append(message.msgid)
    return found, [finding for _, findings in read for finding in findings]
