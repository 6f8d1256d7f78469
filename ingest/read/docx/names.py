"""Names of elements and attributes in a Word document."""

from lxml import etree

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{NAMESPACE}}}"
OFF = ("0", "false", "off", "none")


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; '' for what is none."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: etree._Element | None, *path: str) -> str | None:
    """The w:val of a descendant, '' when it has none; None when there is no such element."""
    for name in path:
        if element is None:
            return None
        element = element.find(W + name)
    return None if element is None else element.get(W + "val", "")


def is_on(element: etree._Element | None, *path: str) -> bool:
    """Whether a switch such as w:vanish is there and not turned off."""
    found = value(element, *path)
    return found is not None and found not in OFF


def number(words: str | None, otherwise: int) -> int:
    """A whole number, or another value for what is none."""
    try:
        return int(words or "")
    except ValueError:
        return otherwise
