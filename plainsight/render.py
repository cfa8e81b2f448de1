"""Renders a site: every page of every edition, as bytes by path below the output folder."""

import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import jinja2

from plainsight import editions
from plainsight.findings import Finding, Refused
from plainsight.hotlines import ltr
from plainsight.site import Site
from plainsight.theme import Assets, assemble, load_assets
from plainsight.tips import form_action_sources
from plainsight.views import Target, page_context, targets

# Told after each edition: how many are done, of how many, and which.
Progress = Callable[[int, int, str], None]


def render_site(site: Site, progress: Progress = lambda done, of, name: None) -> Iterator[tuple[str, bytes]]:
    """Each file of the site: its path below the output folder, and its bytes."""
    environment = make_environment(site.settings.theme)
    assets = load_assets(site.settings.theme)
    everything = targets(site)
    for number, edition in enumerate(site.editions, 1):
        with edition.current():
            for target in everything:
                if target.edition is edition:
                    yield target.path, _render(site, target, environment, assets)
        progress(number, len(site.editions), edition.locale.own_name)


def _render(site: Site, target: Target, environment: jinja2.Environment, assets: Assets) -> bytes:
    context = page_context(site, target)
    try:
        html = environment.get_template(f"{target.template}.html").render(context)
    except jinja2.TemplateError as error:
        raise Refused([_template_finding(target, error)]) from error
    forms = form_action_sources(site.settings.tip) if target.template == "tip" else ()
    return assemble(html, assets, form_action=forms).encode()


def _template_finding(target: Target, error: jinja2.TemplateError) -> Finding:
    where, line = getattr(error, "filename", None) or f"{target.template}.html", getattr(error, "lineno", None)
    for frame in traceback.extract_tb(error.__traceback__):
        if frame.filename.endswith(".html"):
            where, line = frame.filename, frame.lineno
    name = "/".join(Path(where).parts[-3:])
    what = f"could not be rendered for {target.path}: {error.message}."
    return Finding(f"{name}:{line}" if line else name, what, "Correct the template there.")


def make_environment(theme: Path) -> jinja2.Environment:
    """The Jinja environment of the theme: strict, autoescaping, speaking the current edition."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([theme / "templates", theme / "components"]),
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_callables(
        editions.gettext, editions.ngettext, newstyle=True, pgettext=editions.pgettext, npgettext=editions.npgettext
    )
    environment.filters["ltr"] = ltr
    return environment
