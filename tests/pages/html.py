"""Reads a page as a person would: its title, its text, its tables, its links."""

import re
from html import unescape
from html.parser import HTMLParser

from django.http import HttpResponse


class Page(HTMLParser):
    """What stands on a page.

    `rows`: the cells of each table row; `links`: (address, text, rel) of each <a>;
    `text`: all that is shown, blanks folded; `title`: the <title>; `trail`: the breadcrumbs.
    """

    def __init__(self, response: HttpResponse):
        super().__init__()
        self.rows: list[list[str]] = []
        self.links: list[list[str]] = []
        self.open: list[tuple[str, dict]] = []
        self.pieces: list[str] = []
        self.trail: list[str] = []
        self.title = ""
        self.html = response.content.decode()
        self.feed(self.html)
        self.text = re.sub(r"\s+", " ", unescape("".join(self.pieces))).strip()

    def handle_starttag(self, tag, attributes):
        given = {name: value or "" for name, value in attributes}
        if tag not in ("meta", "link", "input", "br", "hr", "img"):
            self.open.append((tag, given))
        if tag == "tr":
            self.rows.append([])
        elif tag in ("td", "th") and self.rows:
            self.rows[-1].append("")
        elif tag == "a":
            self.links.append([given.get("href", ""), "", given.get("rel", "")])
        elif tag == "li" and self.inside("nav", "breadcrumbs"):
            self.trail.append("")

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if self.inside("title") and not self.inside("svg"):  # a chart has one of its own
            self.title += data
        elif not (self.inside("script") or self.inside("style")):
            self.pieces.append(data)
            if self.inside("td") or self.inside("th"):
                self.rows[-1][-1] += data.strip()
            if self.inside("a"):
                self.links[-1][1] += data.strip()
            if self.inside("nav", "breadcrumbs") and self.trail:
                self.trail[-1] += data.strip()

    def inside(self, tag: str, style: str = "") -> bool:
        """Whether an element, of a class when given, is open."""
        return any(name == tag and style in given.get("class", "") for name, given in self.open)

    def counts(self) -> dict[str, list[int]]:
        """The numbers of each table row by the text of its first cell."""
        return {
            row[0]: [int(cell) for cell in row[1:] if cell.isdigit()]
            for row in self.rows
            if row and any(cell.isdigit() for cell in row[1:])
        }

    def to(self, rel: str) -> str:
        """The address of the link with a rel, '' when there is none."""
        return next((address for address, _, has in self.links if has == rel), "")
