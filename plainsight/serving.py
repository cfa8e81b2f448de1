"""`invoke serve`: builds into a folder of its own, then previews it and builds again at every change."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from plainsight.endpoint_fail import FAILURES, check_failure
from plainsight.findings import Finding, Refused
from plainsight.locales import find_locale
from plainsight.ports import HOST, reserve_ports
from plainsight.preview import serve
from plainsight.settings import Settings, load_settings
from plainsight.status_page import STATUS_PATH, status_page
from plainsight.style_guide import STYLE_PATH, style_guide
from plainsight.tip_store import count_tips
from plainsight.tips import LOCAL_ENDPOINT
from plainsight.unchanged import Result

# Not the output folder: what a publisher uploads from there is never a preview.
FOLDER = ".preview"


def preview(
    conf: Path,
    port: int,
    endpoint_port: int,
    *,
    build: Callable[[Settings], Result],
    show: Callable[[Iterable[Finding]], None],
    say: Callable[[str], None],
    fail: str = "",
) -> None:
    """Serve the site that the settings file `conf` describes, until Ctrl-C. Raises `Refused`.

    `fail` is a failure that the local endpoint plays, "" for none.
    """
    check_failure(fail)
    sockets = reserve_ports(port, endpoint_port)
    folder = conf.parent / FOLDER

    def settings() -> Settings:
        loaded = load_settings(conf, output=folder / "site")
        if loaded.tip.endpoint == LOCAL_ENDPOINT:
            return replace(loaded, tip=replace(loaded.tip, endpoint=f"http://{HOST}:{endpoint_port}/tips"))
        return loaded

    def rebuild() -> str | None:
        nonlocal result
        try:
            result = build(settings())
        except Refused as refused:
            show(refused.findings)
            return "The last good site is still there. Correct what is listed above; it is built again at once."
        say(f"Built again: {result.written.changed} files changed.")
        return None

    first = settings()
    folder.mkdir(exist_ok=True)
    result = build(first)
    show(result.findings)
    store = folder / "tips.sqlite3"
    say(f"\n  Site      http://{HOST}:{port}/   {result.pages} pages in {len(result.editions)} editions")
    say(f"  Status    http://{HOST}:{port}{STATUS_PATH}   how far each language is")
    say(f"  Style     http://{HOST}:{port}{STYLE_PATH}   every component with its examples")
    say(f"  Tips      http://{HOST}:{endpoint_port}/   the local hotline endpoint")
    if fail:
        say(f"  Playing   {fail}: {FAILURES[fail]}")
    say(f"  Stored in {store}   {count_tips(store) if store.exists() else 0} tips\n")
    say("Change a page, a template, a translation or a setting: the browser shows it at once. Ctrl-C stops.")
    watch = [first.content, first.theme, first.translations, conf, conf.parent / "babel.cfg"]
    serve(
        first.output,
        store,
        sockets=sockets,
        rebuild=rebuild,
        watch=watch,
        source_tag=find_locale(first.source_locale).tag,
        confirmation=lambda: result.confirmation,
        say=say,
        fail=fail,
        own_pages={
            STATUS_PATH: ("Status of the translations", lambda: status_page(settings())),
            STYLE_PATH: ("Style guide", lambda: style_guide(settings())),
        },
    )
