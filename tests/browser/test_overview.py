"""The charts of an overview: readable on every shade, on a telephone and on paper."""

import io

import pypdfium2
import pytest

from tests.browser.conftest import LARGE

# WCAG 2.2, 1.4.3.
ENOUGH = 4.5
# The colour of each number of the heat map and of the ground it stands on, as sRGB 0..1.
COLOURS = """() => {
    const paint = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
    const mixed = (...layers) => {
        for (const [colour, alpha] of layers) {
            paint.globalAlpha = alpha;
            paint.fillStyle = colour;
            paint.fillRect(0, 0, 1, 1);
        }
        return [...paint.getImageData(0, 0, 1, 1).data].slice(0, 3).map(value => value / 255);
    };
    return [...document.querySelectorAll(".heat td:has(.tile)")].map(cell => {
        const tile = getComputedStyle(cell.querySelector(".tile"));
        const surface = getComputedStyle(cell.closest("table")).backgroundColor;
        const ink = getComputedStyle(cell.querySelector("a")).color;
        return {
            shade: tile.fillOpacity,
            ink: mixed([ink, 1]),
            ground: mixed([surface, 1], [tile.fill, Number(tile.fillOpacity)]),
        };
    });
}"""


def luminance(colour: list[float]) -> float:
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: list[float], other: list[float]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("display", ["", LARGE])
def test_numbers_can_be_read_on_every_shade(open_page, pages, scheme, display):
    page = open_page(display, color_scheme=scheme)
    page.goto(pages["overview"])
    cells = page.evaluate(COLOURS)
    assert {cell["shade"] for cell in cells} == {"0.08", "0.16", "0.24", "0.32", "0.4"}
    least = min(contrast(cell["ink"], cell["ground"]) for cell in cells)
    assert least >= ENOUGH
    # Each shade is another one for the eye, too.
    grounds = {cell["shade"]: luminance(cell["ground"]) for cell in cells}
    in_order = [grounds[shade] for shade in sorted(grounds)]
    assert in_order == sorted(in_order, reverse=scheme == "light") and len(set(in_order)) == 5


@pytest.mark.parametrize("name", ["overview", "overview-prefecture", "overview-county"])
def test_on_a_telephone_nothing_is_pushed_sideways(open_page, pages, name):
    page = open_page(width=360)
    page.goto(pages[name])
    for frame in page.locator(".table-frame").all():
        wide, room = frame.evaluate("frame => [frame.scrollWidth, frame.clientWidth]")
        assert wide <= room, frame.get_attribute("aria-label")


def test_a_voice_reads_tables_with_heads_and_no_pictures(open_page, pages):
    page = open_page()
    page.goto(pages["overview"])
    read = page.locator("main").aria_snapshot()
    assert "- img" not in read
    for said in ('columnheader "阿拉尔市"', 'rowheader "党的建设"', 'cell "22"', 'link "22"'):
        assert said in read
    assert read.count("- table ") == 3


def test_shades_and_bars_are_printed_where_backgrounds_are_left_out(open_page, pages):
    page = open_page()
    page.goto(pages["overview"])
    document = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4", print_background=False)))
    seen: dict[int, int] = {}
    for sheet in document:
        picture = sheet.render(scale=1, grayscale=True).to_pil()
        for count, grey in picture.getcolors():
            seen[grey] = seen.get(grey, 0) + count
    for dark in (0.08, 0.16, 0.24, 0.32, 0.4):
        grey = round(255 * (1 - dark))
        printed = sum(seen.get(near, 0) for near in range(grey - 2, grey + 3))
        assert printed > 300, dark
    numbers = "".join(sheet.get_textpage().get_text_range() for sheet in document).split()
    assert {"398", "408", "188", "994", "43", "123"} <= set(numbers)
