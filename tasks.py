"""The tasks: `python3 tasks.py serve` on any machine, `invoke serve` inside the environment."""

import sys

if __name__ == "__main__":
    import bootstrap

    raise SystemExit(bootstrap.main(sys.argv[1:]))

from invoke import task

from plainsight import commands


@task(help={"port": "port of the site", "endpoint-port": "port of the local hotline endpoint"})
def serve(c, port=8000, endpoint_port=8765):
    """Build every edition and preview it, with the local hotline endpoint behind the tip form."""
    commands.serve(port, endpoint_port)


@task(help={"locales": "comma-separated, such as es,ar", "output": "folder to write into"})
def build(c, locales="", output=""):
    """Build the site for preview."""
    commands.build(locales, output)


@task
def check(c):
    """List everything that is wrong; exit 1 on an error finding."""
    commands.check()


@task
def extract(c):
    """Write translations/interface.pot and content.pot from the theme, the pages and the hotlines."""
    commands.extract()


@task
def update(c):
    """Merge the templates into the catalogs of every locale."""
    commands.update()


@task
def status(c):
    """Show how complete each locale is."""
    commands.status()


@task
def publish(c):
    """Build with publishconf.py, under the rules of publishing."""
    commands.publish()


@task(positional=["slug"], help={"slug": "file name and address of the page", "title": "its heading"})
def new_page(c, slug, title=""):
    """Start a campaign page."""
    commands.new_page(slug, title)


@task(positional=["locale"], help={"locale": "such as es, pt_BR or zh_Hant"})
def new_locale(c, locale):
    """Start the catalogs of a locale."""
    commands.new_locale(locale)


@task(help={"arguments": "more arguments for pytest, such as '-k exit'"})
def test(c, arguments=""):
    """Run every test, the browser's included, after installing what they need."""
    import bootstrap

    raise SystemExit(bootstrap.run_tests(arguments))
