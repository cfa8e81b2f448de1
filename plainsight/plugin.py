"""The Pelican plugin: which signal calls which function. Nothing else knows Pelican's signals."""

import sys
from pathlib import Path
from typing import Any

from pelican import signals

from plainsight.build import Job, run_job
from plainsight.settings import load_settings

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
    **dict.fromkeys(
        ("FEED_ALL_ATOM", "FEED_ALL_RSS", "CATEGORY_FEED_ATOM", "AUTHOR_FEED_ATOM", "AUTHOR_FEED_RSS", "TRANSLATION_FEED_ATOM")
    ),
    **dict.fromkeys(
        ("AUTHORS_SAVE_AS", "CATEGORIES_SAVE_AS", "TAGS_SAVE_AS", "ARCHIVES_SAVE_AS", "INDEX_SAVE_AS"), ""
    ),
}


def register() -> None:
    """Connect to Pelican's signals; Pelican calls this when it loads the plugin."""
    signals.initialized.connect(_initialized)
    signals.get_generators.connect(_generators)


def _initialized(pelican: Any) -> None:
    pelican.settings.update(NOTHING_ELSE)
    if JOB not in pelican.settings:
        pelican.settings[JOB] = Job(load_settings(_settings_file(), output=Path(pelican.settings["OUTPUT_PATH"])))


def _settings_file() -> Path:
    """The settings file that the `pelican` command was given; Pelican itself forgets its name."""
    arguments = sys.argv[1:]
    for flag in ("-s", "--settings"):
        if flag in arguments[:-1]:
            return Path(arguments[arguments.index(flag) + 1])
    return Path("pelicanconf.py")


def _generators(pelican: Any) -> type:
    return SiteGenerator


class SiteGenerator:
    """Builds the whole site within Pelican's run: one generator, every edition."""

    def __init__(self, settings: dict[str, Any], **unused: Any):
        self._job = settings[JOB]

    def generate_output(self, writer: Any) -> None:
        """Render, check and write every page; raises `Refused` where an error finding forbids it."""
        run_job(self._job)
