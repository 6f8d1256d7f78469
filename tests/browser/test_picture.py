"""The picture in the README; RENEW_SCREENSHOT=1 takes it anew."""

import io
import os
import struct
from pathlib import Path

from PIL import Image

PICTURE = Path(__file__).with_name("portal.png")
SIZE = {"width": 1280, "height": 900}
LARGEST = 200_000  # bytes


def test_the_picture_of_the_readme(open_page):
    if os.environ.get("RENEW_SCREENSHOT"):
        page = open_page(color_scheme="light")
        page.set_viewport_size(SIZE)
        page.goto("/search/?q=宅基地")
        colours = Image.open(io.BytesIO(page.screenshot())).quantize(128, dither=Image.Dither.NONE)
        colours.save(PICTURE, optimize=True)
    picture = PICTURE.read_bytes()
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", picture[16:24]) == (SIZE["width"], SIZE["height"])
    assert len(picture) < LARGEST
