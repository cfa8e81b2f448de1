"""Pictures of pages small enough to keep, compared so that another font or browser passes and another layout does not.

A picture is reduced to grey blocks. Each block must look as in the reference at the same place or a little above or
below, because another font wraps its lines elsewhere.
"""

from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

ROOT = Path(__file__).resolve().parent.parent
REFERENCES = ROOT / "tests" / "screenshots"
WRITTEN = ROOT / ".cache" / "screenshots"
BLOCK = 12
"""CSS pixels that become one pixel of a reference."""
SCREENS = 2
"""How much of a page is compared, in heights of its window."""
SHIFT = 5
"""By how many blocks a line may stand higher or lower than in the reference."""
APART = 4
"""How far, of 255, two pictures may differ on average. Measured: the text 2 % larger or smaller, or another typeface of
the same width, at most 3.5; a page that runs the other way, a part that covers another, lost colours, from 4.5 up."""
_GREYS = 17  # 16 of them: smaller files


def reduced(picture: Image.Image, window: tuple[int, int]) -> Image.Image:
    """The first screens of the `picture` of a page in a window of (width, height), as grey blocks."""
    width, height = window[0], window[1] * SCREENS
    grey = picture.convert("L").crop((0, 0, width, min(height, picture.height)))
    whole = Image.new("L", (width, height), grey.getpixel((0, grey.height - 1)))
    whole.paste(grey, (0, 0))
    small = whole.resize((width // BLOCK, height // BLOCK), Image.Resampling.BOX)
    return small.point(lambda value: round(value / _GREYS) * _GREYS)


def difference(first: Image.Image, second: Image.Image) -> float:
    """How far two reduced pictures differ on average, of 255; 255 where they have not the same size."""
    if first.size != second.size:
        return 255
    values = ImageChops.lighter(_least(first, second), _least(second, first)).histogram()
    return sum(value * count for value, count in enumerate(values)) / sum(values)


def _least(first: Image.Image, second: Image.Image) -> Image.Image:
    """For each block of `first`, how far the likest block of `second` just above or below is from it."""
    first, second = first.filter(ImageFilter.BoxBlur(1)), second.filter(ImageFilter.BoxBlur(1))
    least = ImageChops.difference(first, second)
    for shift in range(-SHIFT, SHIFT + 1):
        moved = second.copy()
        moved.paste(second, (0, shift))
        least = ImageChops.darker(least, ImageChops.difference(first, moved))
    return least


def joined(tiles: list[Image.Image]) -> Image.Image:
    """`tiles` beside each other, in their order, in 16 greys."""
    whole = Image.new("L", (sum(tile.width for tile in tiles), max(tile.height for tile in tiles)))
    for tile, left in zip(tiles, _edges(tiles), strict=True):
        whole.paste(tile, (left, 0))
    return whole


def parted(whole: Image.Image, like: list[Image.Image]) -> list[Image.Image]:
    """The tiles of which `whole` was `joined`, where they had the sizes of `like`."""
    edges = zip(like, _edges(like), strict=True)
    return [whole.crop((left, 0, left + tile.width, tile.height)) for tile, left in edges]


def _edges(tiles: list[Image.Image]) -> list[int]:
    return [sum(tile.width for tile in tiles[:number]) for number in range(len(tiles))]
