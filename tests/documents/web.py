"""Writes a made list as a page and prints it with Chromium, as browser-made PDFs come about."""

from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from ingest.shapes import ListKind
from tests import prerequisites
from tests.documents.lists import KINDS, MadeItem, MadeList
from tests.documents.looks import Look, band_of, contents_of, grouped, header_of, title_of

QUIET = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
FONTS = {"serif": '"Noto Serif CJK SC", serif', "sans": '"Noto Sans CJK SC", sans-serif'}
RULES = {
    "full": "th, td { border: 0.75pt solid #000 }",
    "horizontal": "th, td { border-top: 0.75pt solid #000; border-bottom: 0.75pt solid #000 }",
    "dotted": "th, td { border: 1pt dotted #000 }",
    "zebra": "th { background: #ccc } tbody tr:nth-child(even) { background: #eee }",
    "none": "",
}
PAGE_NUMBERS = {
    "none": "none",
    "dash": '"— " counter(page) " —"',
    "bare": "counter(page)",
    "words": '"第 " counter(page) " 页 共 " counter(pages) " 页"',
    "slash": 'counter(page) "/" counter(pages)',
}
# Shares of the width of a table, in the order of the columns with the category.
WIDTHS: dict[ListKind, tuple[int, ...]] = {
    "basic": (8, 15, 77),
    "cooperation": (6, 9, 15, 14, 28, 28),
    "revoked": (8, 13, 34, 45),
}


@contextmanager
def browser() -> Iterator[Browser]:
    """A Chromium to print with."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=prerequisites.chromium(), args=QUIET)
        yield found
        found.close()


def write_web(made: MadeList, look: Look, path: Path, printer: Browser) -> Path:
    """Print the list in a look as a PDF and give its path."""
    page = printer.new_page()
    try:
        page.set_content(page_of(made, look))
        page.pdf(path=path, prefer_css_page_size=True, print_background=True)
    finally:
        page.close()
    return path


def page_of(made: MadeList, look: Look) -> str:
    """The whole page: style, cover, contents and the three lists."""
    lists = "".join(section(made, kind, look) for kind in KINDS if made.of_kind(kind))
    mark = '<div class="mark">公示稿 征求意见</div>' if look.watermark else ""
    return (
        f'<!doctype html><html lang="zh"><meta charset="utf-8"><style>{style(made, look)}</style>'
        f"{mark}{front(made, look)}{lists}</html>"
    )


def style(made: MadeList, look: Look) -> str:
    """The style sheet of a look."""
    size = "A4 landscape" if look.landscape else "A4"
    number = f"@bottom-center {{ content: {PAGE_NUMBERS[look.page_numbers]} }}"
    running = f"{made.county}{made.township}履职事项清单"
    pages = [f"@page {{ size: {size}; margin: {look.margin}mm; {number} }}"]
    if look.running_title == "document":
        pages.append(f'@page {{ @top-center {{ content: "{running}" }} }}')
    if look.running_title == "list" and not look.flow:
        pages += [
            f'@page {kind} {{ @top-center {{ content: "{title_of(made, kind, look)}" }} }}'
            f" .{kind} {{ page: {kind} }}"
            for kind in KINDS
        ]
    shadow = "text-shadow: 0.3pt 0 0 #000;" if look.doubled else ""
    return f"""{" ".join(pages)}
    body {{ margin: 0; font: {look.font_size}pt/1.5 {FONTS[look.font]};
      letter-spacing: {look.spacing}em; {shadow} }}
    h1, h2 {{ text-align: center }} .cover {{ text-align: center; break-after: page }}
    section {{ break-before: {"auto" if look.flow else "page"} }}
    .front + section {{ break-before: auto }}
    table {{ width: 100%; border-collapse: collapse; table-layout: fixed }}
    thead {{ display: {"table-header-group" if look.head == "repeated" else "table-row-group"} }}
    tr {{ break-inside: {"auto" if look.rows_break else "avoid"} }}
    th {{ font-weight: {"bold" if look.bold_head else "normal"}; text-align: center }}
    th, td {{ padding: 2pt 5pt; vertical-align: {look.align}; overflow-wrap: anywhere }}
    td:first-child, .middle {{ text-align: center }} p {{ margin: 0 }}
    .mark {{ position: fixed; top: 40%; left: 20%; font-size: 60pt; color: #ddd;
      transform: rotate(-35deg); text-shadow: none; z-index: -1 }}
    {RULES[look.rules]}"""


def front(made: MadeList, look: Look) -> str:
    """What stands before the lists: a cover of its own page or a heading, and the contents."""
    place = f"{made.province}{made.prefecture}<br>{made.county}{made.township}"
    lines = "".join(f"<p>{words}{page}</p>" for words, page in contents_of(made, look))
    contents = f'<div class="cover"><h2>目 录</h2>{lines}</div>' if lines else ""
    if look.cover:
        heading = f"<h1>{place}<br>履职事项清单</h1><p>{made.date}</p>"
        return f'<div class="cover">{heading}</div>{contents}'
    heading = f'<div class="front"><h1>{place}履职事项清单</h1><p>{made.date}</p></div>'
    return contents + heading


def section(made: MadeList, kind: ListKind, look: Look) -> str:
    """One list: title, header, rows."""
    title = f"<h2>{title_of(made, kind, look)}</h2>"
    if look.running_title == "list" and not look.flow:
        title = ""
    head = "".join(f"<th>{words}</th>" for words in header_of(made, kind, look))
    widths = WIDTHS[kind]
    if look.categories == "bands":
        widths = (widths[0], widths[1] + widths[2], *widths[3:])
    columns = "".join(f'<col style="width: {width}%">' for width in widths)
    groups = grouped(made.of_kind(kind))
    rows = "".join(rows_of(at, group, look, len(widths)) for at, group in enumerate(groups))
    return (
        f'<section class="{kind}">{title}<table><colgroup>{columns}</colgroup>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></section>"
    )


def rows_of(at: int, group: tuple[MadeItem, ...], look: Look, width: int) -> str:
    """The rows of one run of a category, which stands in each, over all or above them."""
    rows = []
    if look.categories == "bands":
        rows.append(f'<tr><td colspan="{width}">{band_of(at, group)}</td></tr>')
    for n, item in enumerate(group):
        number, category, *others = map(cell_of, item.cells)
        named = f'<td class="middle">{category}</td>'
        if look.categories == "rowspan":
            named = f'<td class="middle" rowspan="{len(group)}">{category}</td>' if n == 0 else ""
        elif look.categories == "bands":
            named = ""
        cells = "".join(f"<td>{words}</td>" for words in others)
        rows.append(f"<tr><td>{number}</td>{named}{cells}</tr>")
    return "".join(rows)


def cell_of(paragraphs: tuple[str, ...]) -> str:
    """One cell: its paragraphs, each a block."""
    if len(paragraphs) == 1:
        return escape(paragraphs[0])
    return "".join(f"<p>{escape(words)}</p>" for words in paragraphs)
