"""A plot of seconds against languages, as SVG; both axes are logarithmic, because builders differ a hundredfold."""

from collections.abc import Iterator
from math import log
from xml.sax.saxutils import escape

_COLOURS = ("#0b6e4f", "#b5179e", "#1d4ed8", "#b45309")
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _BOTTOM = 720, 400, 60, 220, 50
_TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)


def plot(lines: dict[str, list[tuple[int, float]]]) -> str:
    """`lines`, points (languages, seconds) by name, as the text of an SVG file.

    A name with a comma says what was changed before the build: its line is dashed.
    """
    xs = sorted({x for points in lines.values() for x, _ in points})
    ys = [y for points in lines.values() for _, y in points]
    ticks = [tick for tick in _TICKS if min(ys) / 2 < tick < max(ys) * 2]
    low, high = min(*ys, ticks[0]), max(*ys, ticks[-1])

    def place(x: float, y: float) -> tuple[float, float]:
        across = log(x / xs[0]) / log(xs[-1] / xs[0]) if len(xs) > 1 else 0.5
        up = log(y / low) / log(high / low)
        return _LEFT + 20 + across * (_WIDTH - _LEFT - _RIGHT - 40), 10 + (1 - up) * (_HEIGHT - _BOTTOM - 10)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12">',
        "<title>Seconds of a build of 20 pages, by number of languages</title>",
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
    ]
    for tick in ticks:
        _, y = place(xs[0], tick)
        parts.append(f'<path d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#ddd"/>')
        parts.append(f'<text x="{_LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{tick:g} s</text>')
    for x in xs:
        parts.append(f'<text x="{place(x, low)[0]:.0f}" y="{_HEIGHT - 30}" text-anchor="middle">{x}</text>')
    parts.append(
        f'<text x="{(_LEFT + _WIDTH - _RIGHT) / 2:.0f}" y="{_HEIGHT - 10}" text-anchor="middle">languages</text>'
    )
    for number, (name, points) in enumerate(lines.items()):
        parts += _line(number, name, [place(x, y) for x, y in sorted(points)])
    return "\n".join([*parts, "</svg>"]) + "\n"


def _line(number: int, name: str, points: list[tuple[float, float]]) -> Iterator[str]:
    colour = _COLOURS[number % len(_COLOURS)]
    style = f'stroke="{colour}" stroke-width="2"' + (' stroke-dasharray="6 4"' if "," in name else "")
    path, y = " ".join(f"{x:.1f},{y:.1f}" for x, y in points), 30 + 22 * number
    yield f'<polyline points="{path}" fill="none" {style}/>'
    yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points)
    yield f'<path d="M{_WIDTH - _RIGHT + 12} {y - 4}h24" {style}/>'
    yield f'<text x="{_WIDTH - _RIGHT + 42}" y="{y}">{escape(name)}</text>'
