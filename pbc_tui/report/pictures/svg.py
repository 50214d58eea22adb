"""SVG as a value: elements whose colours are classes of the page, and what they tell in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree

from pbc_tui.design.plain_text import single_line

Element = ElementTree.Element

CHARACTER = 7.3
"""Width of one character of the fixed-width labels, in pixels (12 px of any common such font)."""
_LONGEST_LABEL = 44


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture of ``width`` by ``height`` pixels; ``told`` says in words what it shows."""

    width: float
    height: float
    elements: tuple[Element, ...]
    told: str

    def markup(self) -> str:
        """The elements as they stand inside of an ``svg`` element; all text is escaped."""
        return "\n".join(
            ElementTree.tostring(element, encoding="unicode", short_empty_elements=False)
            for element in self.elements
        )


def element(name: str, look: str = "", words: str = "", **attributes: float | str) -> Element:
    """One element; ``look`` is its class, ``words`` its text, numbers are rounded to 0.1 px."""
    made = Element(name)
    if look:
        made.set("class", look)
    for key, value in attributes.items():
        made.set(key.replace("_", "-"), value if isinstance(value, str) else number(value))
    if words:
        made.text = single_line(words)
    return made


def titled(made: Element, words: str) -> Element:
    """The element with words that show while the pointer rests on it."""
    title = ElementTree.SubElement(made, "title")
    title.text = single_line(words, 400)
    return made


def number(value: float) -> str:
    """A number as SVG writes it."""
    return f"{round(value, 1):g}"


def label(text: str) -> str:
    """A path or name that is short enough for a picture; the end of it says most."""
    line = single_line(text, 400)
    return line if len(line) <= _LONGEST_LABEL else f"…{line[1 - _LONGEST_LABEL :]}"


def label_width(texts: Iterable[str]) -> float:
    """How wide a column of labels is, in pixels."""
    return CHARACTER * max((len(label(text)) for text in texts), default=0)
