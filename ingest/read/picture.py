"""Draws a page of a PDF as a picture, in a child process bounded like that of the readers."""

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from ingest.errors import Damaged
from ingest.read.child import command
from ingest.shapes import Region

# Points to pixels: wide enough to read small print on a large screen.
SCALE = 1.6
# A sheet of A3 at that scale has 2.6 million pixels; posters are drawn smaller.
MOST_PIXELS = 6_000_000
SECONDS = 20
BAND = (255, 214, 0, 70)


def draw(path: Path, page: int, regions: Sequence[Region] = ()) -> bytes:
    """A page (from 1) as PNG with the bands of a row marked; raises Damaged, IndexError."""
    bands = [[r.top, r.bottom] for r in regions if r.page == page]
    started = command("ingest.read.picture", path)
    started["args"] = [
        *(sys.executable, "-m", "ingest.read.picture"),
        *(str(path), str(page), json.dumps(bands)),
    ]
    started["stdin"] = subprocess.DEVNULL
    try:
        done = subprocess.run(**started, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        raise damaged(path) from None
    if done.returncode == 3:
        raise IndexError(page)
    if done.returncode or not done.stdout.startswith(b"\x89PNG"):
        raise damaged(path)
    return done.stdout


def damaged(path: Path) -> Damaged:
    """The refusal of a page that cannot be drawn."""
    return Damaged(path.name, "这一页画不出来。", "请下载来源文件，用 PDF 阅读器打开核对。")


def main(file: str, number: str, bands: str) -> int:
    """The child's side: draw and write the picture to standard output; 3: no such page."""
    import pypdfium2

    from ingest.read.worker import limit

    limit()
    with pypdfium2.PdfDocument(file) as pdf:
        if not 1 <= int(number) <= len(pdf):
            return 3
        page = pdf[int(number) - 1]
        width, height = page.get_size()
        scale = min(SCALE, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
        picture = page.render(scale=scale).to_pil().convert("RGB")
    mark(picture, json.loads(bands))
    out = io.BytesIO()
    picture.save(out, "PNG")
    sys.stdout.buffer.write(out.getvalue())
    return 0


def mark(picture, bands: list[list[float]]) -> None:
    """Lay a transparent band over each share of the height."""
    from PIL import Image, ImageDraw

    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for top, bottom in bands:
        box = (0, top * picture.height, picture.width, bottom * picture.height)
        pen.rectangle(box, fill=BAND, outline=(190, 120, 0, 255), width=2)
    picture.paste(layer, mask=layer)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
