"""Draws small PDF files by hand, so that a test says what stands where on each page."""

import zlib
from pathlib import Path

WIDTH, HEIGHT = 842, 595
FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /UniGB-UCS2-H "
    "/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Song /DW 1000 "
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> "
    "/FontDescriptor << /Type /FontDescriptor /FontName /Song /Flags 4 "
    "/FontBBox [0 -120 1000 880] /Ascent 880 /Descent -120 /ItalicAngle 0 /StemV 80 >> >>] >>"
)
IMAGE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray "
    b"/BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream"
)
# The columns of a cooperation list, from left to right.
COLUMNS = (30, 80, 180, 320, 440, 640, 812)
HEADER = ("序号", "事项类别", "事项名称", "对应上级部门", "上级部门职责", "乡镇配合职责")


class Page:
    """The drawing orders of one page; heights count from its top."""

    def __init__(self) -> None:
        self.orders: list[str] = []

    def text(
        self, x: float, y: float, words: str, size: float = 10, turned: bool = False
    ) -> "Page":
        """Write words from x with their baseline at y."""
        way = "0.7 0.7 -0.7 0.7" if turned else "1 0 0 1"
        code = words.encode("utf-16-be").hex()
        self.orders.append(f"BT /F {size} Tf {way} {x} {HEIGHT - y} Tm <{code}> Tj ET")
        return self

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> "Page":
        """Draw a line."""
        self.orders.append(f"0.5 w {x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S")
        return self

    def across(self, *heights: float, x0: float = COLUMNS[0], x1: float = COLUMNS[-1]) -> "Page":
        """Draw rules over the width of the table."""
        for y in heights:
            self.rule(x0, y, x1, y)
        return self

    def down(self, top: float, bottom: float) -> "Page":
        """Draw the rules between the columns."""
        for x in COLUMNS:
            self.rule(x, top, x, bottom)
        return self

    def row(self, y: float, *cells: str) -> "Page":
        """Write one line in each column."""
        for x, words in zip(COLUMNS, cells, strict=False):
            if words:
                self.text(x + 4, y, words)
        return self

    def picture(self) -> "Page":
        """Cover the page with a picture, as a scan does."""
        self.orders.append(f"q {WIDTH} 0 0 {HEIGHT} 0 0 cm /I Do Q")
        return self


def cover() -> Page:
    """A page with place and date."""
    page = Page().text(200, 150, "四川省凉山彝族自治州西昌市安宁镇", 20)
    return page.text(300, 200, "履职事项清单", 20).text(350, 260, "2025年7月")


def write(path: Path, pages: list[Page], contents: list[bytes] | None = None) -> Path:
    """Write the pages (or these raw contents) as a PDF file and give its path."""
    streams = contents or ["\n".join(page.orders).encode() for page in pages]
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(streams)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(streams)} >>".encode(),
        FONT.encode(),
        IMAGE,
    ]
    for n, stream in enumerate(streams):
        data = zlib.compress(stream)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Contents {6 + 2 * n} "
            "0 R /Resources << /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >> >>".encode()
        )
        head = f"<< /Length {len(data)} /Filter /FlateDecode >>\nstream\n".encode()
        objects.append(head + data + b"\nendstream")
    path.write_bytes(file_of(objects))
    return path


def file_of(objects: list[bytes]) -> bytes:
    """A PDF file of objects, with its cross references."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    trailer = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out + trailer.encode()
