"""The Pelican plugin, by which the `pelican` command builds what `invoke build` does. Nothing else knows Pelican."""

import sys
from pathlib import Path
from typing import Any

import pelican
from pelican import signals

from plainsight.build import build
from plainsight.settings import load_settings

# The key under which the settings of the site wait for the generator.
SETTINGS = "PLAINSIGHT_SETTINGS"
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


def register() -> None:
    """Connect to Pelican's signals; Pelican calls this when it loads the plugin."""
    signals.initialized.connect(_initialized)
    signals.get_generators.connect(_generators)


def _initialized(running: pelican.Pelican) -> None:
    running.settings.update(NOTHING_ELSE)
    running.settings[SETTINGS] = load_settings(_settings_file(), output=Path(running.settings["OUTPUT_PATH"]))


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
        self._settings = settings[SETTINGS]

    def generate_output(self, writer: Any) -> None:
        """Render, check and write every page; raises `Refused` where an error finding forbids it."""
        build(self._settings)
