"""Renders a site: every page of every edition, as bytes by path below the output folder."""

import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import jinja2

from plainsight.brand import brand_pictures
from plainsight.editions import Edition
from plainsight.findings import Finding, Refused
from plainsight.fragments import Fragments
from plainsight.headers import header_files
from plainsight.hotline_data import open_data
from plainsight.locales import forget_data
from plainsight.page_blocks import as_blocks
from plainsight.parallel import is_preview
from plainsight.remembered import Remembered
from plainsight.root_redirect import redirects
from plainsight.site import Site, alone
from plainsight.sitemap import sitemap_files
from plainsight.states import page_percents
from plainsight.targets import Alternate, Target, alternates_of, targets
from plainsight.templates import make_environment
from plainsight.theme import assemble, held_in, load_assets
from plainsight.tip_encryption import LICENCES, SCRIPT, load_licences, load_script
from plainsight.tips import page_policies
from plainsight.views import Views

# Told now and then by the first process: how many of its pages are rendered, of how many, and which was the last.
Progress = Callable[[int, int, str], None]


def render_site(site: Site, findings: list[Finding] | None = None) -> Iterator[tuple[str, bytes]]:
    """Each file of the site: its path below the output folder, and its bytes; appends to `findings` about its pages."""
    renderer = Renderer(site, findings)
    for target in renderer.targets(site.editions):
        yield target.path, renderer.render(target)
    yield from shared_files(site)


def shared_files(site: Site) -> Iterator[tuple[str, bytes]]:
    """The files that belong to no edition, but for the languages page: path below the output folder, and bytes."""
    ids = [edition.locale.id for edition in site.editions if not edition.is_pseudo]
    leads = redirects(ids) if site.settings.root_redirect else ()
    yield from header_files(site.settings.header_files, site.settings.tip, leads)
    for name, picture in brand_pictures(site.settings.brand, site.settings.content).values():
        yield name, picture.content
    if any(policy.scripts for policy in page_policies(site.settings.tip).values()):
        yield SCRIPT, load_script().content
        yield LICENCES, load_licences()
    for edition in site.editions:
        for (locale_id, name), sound in site.recordings.items():
            if locale_id == edition.locale.id:
                yield f"{edition.locale.tag}/{name}", sound
    yield from sitemap_files(site)
    yield from open_data(site)


class Renderer:
    """Renders the pages of `site`, with what they share made once; `findings` takes what is wrong with translated ones."""

    def __init__(self, site: Site, findings: list[Finding] | None = None):
        percents = site.percents or page_percents(site, site.editions)
        self._site, self._alone = site, replace(alone(site), percents=percents)
        self._findings: list[Finding] = [] if findings is None else findings
        self._environment = make_environment(site.settings.theme)
        self._assets = load_assets(site.settings.theme, site.settings.brand.colour, site.settings.brand.accent)
        self._held = Remembered(held_in)
        self._policies = page_policies(site.settings.tip)
        self._fragments = Fragments()
        self._fragments.install(self._environment, site.settings.theme)
        self._views: Views | None = None
        self._edition: Edition | None = None
        self._alternates: dict[str, list[Alternate]] = {}
        # By locale id: the other editions that pages of the edition have asked.
        self.asked: dict[str, set[str]] = {}
        # By path: what is wrong with a page that was rendered.
        self.found: dict[str, tuple[Finding, ...]] = {}

    def targets(self, editions: Iterable[Edition]) -> list[Target]:
        """The files of `editions`, one edition after the other: what an edition needs is in memory only for so long."""
        wanted = {edition.locale.id for edition in editions}
        return [target for target in targets(self._site) if target.edition.locale.id in wanted]

    def render(self, target: Target) -> bytes:
        """The bytes of the file `target`. Raises `Refused` for a mistake in a template."""
        return "".join(self.blocks(target)).encode()

    def blocks(self, target: Target) -> list[str]:
        """What `render` gives, as text, in the blocks of `page_blocks`."""
        if target.slug not in self._alternates:
            self._alternates[target.slug] = alternates_of(self._alone, target.slug)
            self._fragments.keep(self._alternates[target.slug])
        before = len(self._findings)
        with target.edition.current() as speaking:
            page = self._blocks(target)
        if len(self._findings) > before:
            self.found[target.path] = tuple(self._findings[before:])
        if speaking.others:
            self.asked.setdefault(target.edition.locale.id, set()).update(speaking.others)
        return page

    def _blocks(self, target: Target) -> list[str]:
        try:
            context = self._view(target.edition).context(target, self._alternates[target.slug])
            template = self._environment.get_template(f"{target.template}.html")
            page = as_blocks(self._fragments.cut(template.generate(context)))
        except jinja2.TemplateError as error:
            raise Refused([_template_finding(target, error)]) from error
        policy = self._policies.get(target.path.rpartition("/")[2]) if target.template == "tip" else None
        if policy is None:
            return assemble(page, self._assets, form_action=(), held=self._held.__getitem__)
        return assemble(
            page,
            self._assets,
            form_action=policy.form_action,
            connect=policy.connect,
            scripts=policy.scripts,
            referrer=policy.referrer,
            held=self._held.__getitem__,
        )

    def _view(self, edition: Edition) -> Views:
        if self._views is None or edition is not self._edition:
            if self._edition is not None:
                if not is_preview():
                    forget_data(self._edition.locale)
                self._edition.forget()
            self._views, self._edition = Views(self._alone, edition, self._findings), edition
            self._fragments.begin(self._views.stable())
            self._held.next_round()
        return self._views


def _template_finding(target: Target, error: jinja2.TemplateError) -> Finding:
    where, line = getattr(error, "filename", None) or f"{target.template}.html", getattr(error, "lineno", None)
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(".html"):
            where, line = frame.filename, frame.lineno
    name = "/".join(Path(where).parts[-3:])
    what = f"could not be rendered for {target.path}: {error.message}."
    return Finding(f"{name}:{line}" if line else name, what, "Correct the template there.")
