"""A plot of seconds against languages, as SVG."""

from xml.sax.saxutils import escape

_COLOURS = ("#0b6e4f", "#b5179e", "#1d4ed8", "#b45309", "#555")
_WIDTH, _HEIGHT, _LEFT, _BOTTOM = 640, 360, 60, 50


def plot(lines: dict[str, list[tuple[int, float]]]) -> str:
    """`lines`, points (languages, seconds) by name, as the text of an SVG file."""
    most_x = max(x for points in lines.values() for x, _ in points)
    most_y = max(y for points in lines.values() for _, y in points) * 1.1

    def place(x: float, y: float) -> tuple[float, float]:
        return _LEFT + x / most_x * (_WIDTH - _LEFT - 170), (_HEIGHT - _BOTTOM) * (1 - y / most_y) + 10

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" font-size="12">'
    ]
    parts.append("<title>Seconds of a cold build of 20 pages, by number of languages</title>")
    for share in range(5):
        seconds = most_y * share / 4
        x, y = place(0, seconds)
        parts.append(
            f'<path d="M{x:.0f} {y:.1f}H{_WIDTH - 170}" stroke="#ddd"/><text x="{x - 8:.0f}" y="{y + 4:.1f}" text-anchor="end">{seconds:.1f} s</text>'
        )
    for x in sorted({x for points in lines.values() for x, _ in points}):
        at, y = place(x, 0)
        parts.append(f'<text x="{at:.0f}" y="{y + 20:.0f}" text-anchor="middle">{x}</text>')
    parts.append(f'<text x="{_LEFT}" y="{_HEIGHT - 8}">languages</text>')
    for number, (name, points) in enumerate(lines.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        path = " ".join("{:.1f},{:.1f}".format(*place(x, y)) for x, y in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{_WIDTH - 160}" y="{30 + 20 * number}" fill="{colour}">{escape(name)}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
