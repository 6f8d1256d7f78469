"""Breaks documents in the ways files break: bytes, pages, cells, zip members, lines."""

import io
import re
import zipfile
from collections.abc import Callable
from random import Random

import pypdfium2

Mutation = Callable[[bytes, Random], bytes]


def flipped(content: bytes, random: Random) -> bytes:
    """Some bytes changed."""
    broken = bytearray(content)
    for _ in range(random.choice((1, 2, 8, 64))):
        broken[random.randrange(len(broken))] = random.randrange(256)
    return bytes(broken)


def truncated(content: bytes, random: Random) -> bytes:
    """The end cut off."""
    return content[: random.randrange(1, len(content))]


def holed(content: bytes, random: Random) -> bytes:
    """A block overwritten with zeros, as a bad disk leaves it."""
    start = random.randrange(len(content))
    end = min(len(content), start + random.choice((16, 512, 4096)))
    return content[:start] + bytes(end - start) + content[end:]


def cut_out(content: bytes, random: Random) -> bytes:
    """A block gone from the middle."""
    start = random.randrange(len(content))
    return content[:start] + content[start + random.choice((1, 64, 2048)) :]


def with_pages(content: bytes, choose: Callable[[list[int]], None]) -> bytes:
    """A PDF with its pages in the order that `choose` leaves; blank ones for negative numbers."""
    source = pypdfium2.PdfDocument(content)
    order = list(range(len(source)))
    choose(order)
    made = pypdfium2.PdfDocument.new()
    for page in order:
        if page < 0:
            width, height = source[0].get_size()
            made.new_page(width, height)
        else:
            made.import_pages(source, [page])
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


def page_dropped(content: bytes, random: Random) -> bytes:
    """A page less."""
    return with_pages(content, lambda order: order.pop(random.randrange(len(order))))


def page_doubled(content: bytes, random: Random) -> bytes:
    """A page twice."""

    def double(order: list[int]) -> None:
        at = random.randrange(len(order))
        order.insert(at, order[at])

    return with_pages(content, double)


def pages_swapped(content: bytes, random: Random) -> bytes:
    """Two pages in each other's place."""

    def swap(order: list[int]) -> None:
        one, other = random.sample(range(len(order)), 2)
        order[one], order[other] = order[other], order[one]

    return with_pages(content, swap)


def page_emptied(content: bytes, random: Random) -> bytes:
    """A page without any text, as a scanned one is."""

    def empty(order: list[int]) -> None:
        order[random.randrange(len(order))] = -1

    return with_pages(content, empty)


def with_members(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """A zip with its members changed by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return written.getvalue()


def member_gone(content: bytes, random: Random) -> bytes:
    """A member of a zip missing."""
    return with_members(content, lambda members: members.pop(random.choice(sorted(members))))


def member_damaged(content: bytes, random: Random) -> bytes:
    """A member of a zip with some of its bytes broken, its checksum right."""

    def damage(members: dict[str, bytes]) -> None:
        name = random.choice(sorted(name for name in members if members[name]))
        how = random.choice((flipped, truncated, holed, cut_out))
        members[name] = how(members[name], random)

    return with_members(content, damage)


def members_swapped(content: bytes, random: Random) -> bytes:
    """Two members of a zip under each other's name."""

    def swap(members: dict[str, bytes]) -> None:
        one, other = random.sample(sorted(members), 2)
        members[one], members[other] = members[other], members[one]

    return with_members(content, swap)


def xml_changed(pattern: str, change: Callable[[list[bytes], Random], None]) -> Mutation:
    """A mutation of the elements of one kind in the largest XML members of a zip."""
    element = re.compile(pattern.encode(), re.DOTALL)

    def mutate(content: bytes, random: Random) -> bytes:
        def edit(members: dict[str, bytes]) -> None:
            holding = sorted(n for n in members if len(element.findall(members[n])) > 3)
            name = random.choice(holding)
            parts = element.split(members[name])
            found = element.findall(members[name])
            change(found, random)
            pairs = zip(parts, [*found, b""], strict=True)
            members[name] = b"".join(part + between for part, between in pairs)

        return with_members(content, edit)

    return mutate


def swap_two(found: list[bytes], random: Random) -> None:
    """Two elements in each other's place."""
    one, other = random.sample(range(len(found)), 2)
    found[one], found[other] = found[other], found[one]


def drop_one(found: list[bytes], random: Random) -> None:
    """One element gone."""
    found[random.randrange(len(found))] = b""


def double_one(found: list[bytes], random: Random) -> None:
    """One element twice."""
    at = random.randrange(len(found))
    found[at] = found[at] * 2


def break_one(found: list[bytes], random: Random) -> None:
    """One element without its end."""
    at = random.randrange(len(found))
    found[at] = found[at][: len(found[at]) // 2]


def lines_shuffled(content: bytes, random: Random) -> bytes:
    """A few neighbouring lines in another order."""
    lines = content.split(b"\n")
    start = random.randrange(len(lines) - 4)
    some = lines[start : start + 5]
    random.shuffle(some)
    return b"\n".join([*lines[:start], *some, *lines[start + 5 :]])


def line_dropped(content: bytes, random: Random) -> bytes:
    """A line gone."""
    lines = content.split(b"\n")
    del lines[random.randrange(len(lines))]
    return b"\n".join(lines)


def line_broken(content: bytes, random: Random) -> bytes:
    """A line broken in two."""
    at = random.randrange(len(content))
    return content[:at] + b"\n" + content[at:]


def tab_gone(content: bytes, random: Random) -> bytes:
    """Two cells run together."""
    at = random.choice([n for n, byte in enumerate(content) if byte == ord("\t")])
    return content[:at] + content[at + 1 :]


BYTES = (flipped, truncated, holed, cut_out)
ZIP = (member_gone, member_damaged, members_swapped)
ELEMENTS = (swap_two, drop_one, double_one, break_one)
MUTATIONS: dict[str, tuple[Mutation, ...]] = {
    "pdf": (*BYTES, page_dropped, page_doubled, pages_swapped, page_emptied),
    "docx": (
        *BYTES,
        *ZIP,
        *(xml_changed(r"<w:tc>.*?</w:tc>", how) for how in ELEMENTS),
        *(xml_changed(r"<w:tr\b.*?</w:tr>", how) for how in ELEMENTS),
        *(xml_changed(r"<w:t>.*?</w:t>", how) for how in (drop_one, break_one)),
    ),
    "xlsx": (
        *BYTES,
        *ZIP,
        *(xml_changed(r"<c .*?</c>", how) for how in ELEMENTS),
        *(xml_changed(r"<row .*?</row>", how) for how in ELEMENTS),
    ),
    "txt": (*BYTES, lines_shuffled, line_dropped, line_broken, tab_gone),
}
