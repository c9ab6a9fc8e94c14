"""XML parsed so that it reaches nothing and grows to nothing: no entities, files or network."""

from typing import Any, TypeAlias

from worker.errors import Unreadable

Element: TypeAlias = Any
"""An element of lxml, which has no types of its own."""

_OPTIONS: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "attribute_defaults": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def parse(data: bytes) -> tuple[Element, bool]:
    """Return the root element of ``data``, and whether the XML had to be mended.

    Raises Unreadable when not even a part of it is XML, or it defines entities, which no word
    processor does and attackers do.
    """
    from lxml import etree

    mended = False
    try:
        root = etree.fromstring(data, etree.XMLParser(**_OPTIONS))
    except (etree.XMLSyntaxError, ValueError):
        mended = True
        try:
            root = etree.fromstring(data, etree.XMLParser(recover=True, **_OPTIONS))
        except (etree.XMLSyntaxError, ValueError):
            root = None
    if root is None:
        raise Unreadable(
            "damaged_file",
            "The file is damaged or incomplete and could not be read. "
            "Save it anew from its original program and upload that.",
        )
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and any(True for _ in declared.iterentities()):
        raise Unreadable(
            "unsafe_file",
            "The file defines XML entities, which no word processor does and harmful files do. "
            "It was not read. Ask for it anew, as a PDF.",
        )
    return root, mended


def name(element: Element) -> str:
    """Return an element's name without its namespace, "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def value(element: Element, wanted: str) -> str | None:
    """Return an attribute by its name without namespace, None where it is missing."""
    for key, found in element.attrib.items():
        if key.rpartition("}")[2] == wanted:
            return str(found)
    return None


def child(element: Element, *path: str) -> Element:
    """Return the first descendant along ``path`` of names, None where one is missing."""
    for wanted in path:
        element = next((each for each in element if name(each) == wanted), None)
        if element is None:
            return None
    return element


def is_on(element: Element) -> bool:
    """Whether an on-off property (``<w:vanish/>``, ``w:val="0"``) is there and on."""
    return element is not None and (value(element, "val") or "1").lower() not in {
        "0",
        "false",
        "off",
    }
