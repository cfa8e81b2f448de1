"""The tasks: `python3 tasks.py serve` on any machine, `invoke serve` inside the environment."""

import sys

if __name__ == "__main__":
    import bootstrap

    raise SystemExit(bootstrap.main(sys.argv[1:]))

from invoke import task

# Each task imports what it needs: a build begins sooner.
from plainsight import commands


@task(
    help={
        "port": "port of the site",
        "endpoint-port": "port of the local hotline endpoint",
        "fail": "what goes wrong with each tip: 413, 422, 429, 503, timeout, drop or captive",
    }
)
def serve(c, port=8000, endpoint_port=8765, fail=""):
    """Build every edition and preview it, with the local hotline endpoint behind the tip form."""
    commands.serve(port, endpoint_port, fail)


@task(
    help={
        "locales": "comma-separated, such as es,ar",
        "output": "folder to write into",
        "part": "these locales as a part of the whole site, for merge",
        "publishing": "with publishconf.py, as publish does",
    }
)
def build(c, locales="", output="", part=False, publishing=False):
    """Build the site for preview."""
    commands.build(locales, output, part, publishing)


@task(
    positional=["folder"],
    help={
        "folder": "in which the parts lie, each in a folder of its own",
        "output": "folder to write into",
        "publishing": "with publishconf.py, as publish does",
    },
)
def merge(c, folder, output="", publishing=False):
    """Make the whole site of parts that were built on several machines (build --part)."""
    commands.merge(folder, output, publishing)


@task
def check(c):
    """List everything that is wrong; exit 1 on an error finding."""
    commands.check()


# Invoke knows no positional argument that may be left out: it is one when an address is there.
@task(
    positional=["url"] if any("://" in word for word in sys.argv) else [],
    help={"url": "address of an endpoint; without it, those of publishconf.py"},
)
def check_endpoint(c, url=None):
    """Send trials to a hotline's endpoint and show how it keeps the contract; exit 1 on an error finding."""
    commands.check_endpoint(url or "")


@task
def extract(c):
    """Write translations/interface.pot and content.pot from the theme, the pages and the hotlines."""
    from plainsight import scaffold_tasks

    scaffold_tasks.extract()


@task
def update(c):
    """Merge the templates into the catalogs of every locale."""
    from plainsight import scaffold_tasks

    scaffold_tasks.update()


@task
def status(c):
    """Show how complete each locale is."""
    from plainsight import translation_tasks

    translation_tasks.status()


@task(
    positional=["locale"],
    help={
        "locale": "whose translations a native reader is to sign off",
        "accept": "the sheet that came back, HTML or CSV",
        "reviewer": "who has signed it",
    },
)
def review(c, locale, accept="", reviewer=""):
    """Write a sheet that a native reader signs off; with --accept, take it back in."""
    from plainsight import translation_tasks

    translation_tasks.review(locale, accept, reviewer)


# Invoke knows no positional argument that may be left out.
@task(
    positional=[] if any(word.startswith("--page") for word in sys.argv) else ["old", "new"],
    help={"old": "the text as it was", "new": "as it is now", "page": "instead of both: a page, with all its edits"},
)
def minor_edit(c, old=None, new=None, page=""):
    """Keep the translations of a text whose edit changed no meaning, in every language."""
    from plainsight import translation_tasks

    translation_tasks.minor_edit(old or "", new or "", page)


@task
def publish(c):
    """Build with publishconf.py, under the rules of publishing."""
    commands.publish()


@task(positional=["slug"], help={"slug": "file name and address of the page", "title": "its heading"})
def new_page(c, slug, title=""):
    """Start a campaign page."""
    from plainsight import scaffold_tasks

    scaffold_tasks.new_page(slug, title)


@task(
    positional=["locale"],
    help={
        "locale": "such as es, pt_BR or zh_Hant",
        "name": "where CLDR lacks the language: its name in itself",
        "direction": "and ltr or rtl",
        "plural": "and its plural rule, as in a catalog",
    },
)
def new_locale(c, locale, name="", direction="", plural=""):
    """Start the catalogs of a locale."""
    from plainsight import scaffold_tasks

    scaffold_tasks.new_locale(locale, name, direction, plural)


@task(
    positional=["file"],
    help={"file": "the JSON file of hotline research", "countries": "comma-separated codes, such as gb,jo; else all"},
)
def import_hotlines(c, file, countries=""):
    """Write a hotline file for each country of research data that has none yet."""
    from plainsight import hotline_tasks

    hotline_tasks.import_file(file, countries)


@task(
    positional=["what"],
    help={
        "what": "build: beside Hugo and Pelican; reader: what a page costs on a slow phone; reload: until an edit shows in the preview; translate: merging and checking",
        "quick": "of build: one run of the smaller sizes",
        "sizes": "of build: one run of these, pages x languages, such as 110x100,1000x10",
    },
)
def bench(c, what, quick=False, sizes=""):
    """Measure; the figures go to docs/."""
    if what != "build":
        commands.bench(what)
        return
    from bench.build import main, prepare

    commands.refusing(main)(quick, prepare(commands.ROOT / ".cache" / "bench"), sizes)


@task(
    positional=["id"],
    help={
        "id": "of the hotline, such as us-nhth",
        "by": "who has checked it",
        "source": "the page that shows the number",
        "kind": "of that page: operator, government, ngo …",
    },
)
def verify_hotline(c, id, by="", source="", kind="operator"):
    """Record in its file that somebody has checked a hotline today."""
    from plainsight import hotline_tasks

    hotline_tasks.verify(id, by, source, kind)


@task(help={"sheet": "HTML file to write, for printing", "limit": "rows of the table; 0 for all"})
def check_hotlines(c, sheet="", limit=20):
    """Show which hotlines to verify next, and what is wrong with hotlines; exit 1 on an error finding."""
    from plainsight import hotline_tasks

    hotline_tasks.check(sheet, limit)


@task(help={"arguments": "more arguments for pytest, such as '-k exit'"})
def test(c, arguments=""):
    """Run every test, the browser's included, after installing what they need."""
    import bootstrap

    raise SystemExit(bootstrap.run_tests(arguments))
