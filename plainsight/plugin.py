"""The Pelican plugin, and the run of Pelican that it works in. Nothing else knows Pelican."""

import sys
from pathlib import Path
from typing import Any

import pelican
from pelican import signals
from pelican.settings import read_settings

from plainsight.build import Job, run_job
from plainsight.findings import Finding, Refused
from plainsight.render import Progress
from plainsight.settings import Settings, load_settings
from plainsight.unchanged import Result

# The key under which `invoke build` hands its job over; the plain `pelican` command has none.
JOB = "PLAINSIGHT_JOB"
# Pelican's own articles, feeds and listings would write pages without an exit and without a check.
NOTHING_ELSE: dict[str, Any] = {
    "ARTICLE_PATHS": [],
    "PAGE_PATHS": [],
    "STATIC_PATHS": [],
    "THEME_STATIC_PATHS": [],
    "DIRECT_TEMPLATES": [],
    "TEMPLATE_PAGES": {},
    "OUTPUT_SOURCES": False,
    "DELETE_OUTPUT_DIRECTORY": False,
    "CACHE_CONTENT": False,
    "TIMEZONE": "UTC",
    **dict.fromkeys(
        (
            "FEED_ALL_ATOM",
            "FEED_ALL_RSS",
            "CATEGORY_FEED_ATOM",
            "AUTHOR_FEED_ATOM",
            "AUTHOR_FEED_RSS",
            "TRANSLATION_FEED_ATOM",
        )
    ),
    **dict.fromkeys(("AUTHORS_SAVE_AS", "CATEGORIES_SAVE_AS", "TAGS_SAVE_AS", "ARCHIVES_SAVE_AS", "INDEX_SAVE_AS"), ""),
}


def build(settings: Settings, progress: Progress | None = None, **work: tuple[Any, ...]) -> Result:
    """Build the site that `settings` describe, in one run of Pelican; `work` are fields of `Job`. Raises `Refused`."""
    job = Job(settings, **({"progress": progress} if progress else {}), **work)
    pelican.console.quiet = True  # its summary counts articles, of which there are none
    values = {
        **NOTHING_ELSE,
        "PATH": str(settings.content),
        "OUTPUT_PATH": str(settings.output),
        "THEME": str(settings.theme),
        "PLUGINS": ["plainsight.plugin"],
        JOB: job,
    }
    pelican.Pelican(read_settings(override=values)).run()
    if job.result is None:
        what = "Pelican ended without building the site."
        raise Refused([Finding(settings.where, what, 'Check that PLUGINS is ["plainsight.plugin"].')])
    return job.result


def register() -> None:
    """Connect to Pelican's signals; Pelican calls this when it loads the plugin."""
    signals.initialized.connect(_initialized)
    signals.get_generators.connect(_generators)


def _initialized(running: pelican.Pelican) -> None:
    running.settings.update(NOTHING_ELSE)
    if JOB not in running.settings:
        running.settings[JOB] = Job(load_settings(_settings_file(), output=Path(running.settings["OUTPUT_PATH"])))


def _settings_file() -> Path:
    """The settings file that the `pelican` command was given; Pelican itself forgets its name."""
    arguments = sys.argv[1:]
    for flag in ("-s", "--settings"):
        if flag in arguments[:-1]:
            return Path(arguments[arguments.index(flag) + 1])
    return Path("pelicanconf.py")


def _generators(running: pelican.Pelican) -> type:
    return SiteGenerator


class SiteGenerator:
    """Builds the whole site within Pelican's run: one generator, every edition."""

    def __init__(self, settings: dict[str, Any], **unused: Any):
        self._job = settings[JOB]

    def generate_output(self, writer: Any) -> None:
        """Render, check and write every page; raises `Refused` where an error finding forbids it."""
        run_job(self._job)
