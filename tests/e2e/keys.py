"""What a terminal sends for a key, by the names that Textual gives the keys."""

from __future__ import annotations

_CURSOR = {"up": "A", "down": "B", "right": "C", "left": "D", "home": "H", "end": "F"}
_TILDE = {"insert": 2, "delete": 3, "pageup": 5, "pagedown": 6}
_FUNCTION = {f"f{n}": 10 + n + (n > 5) + (n > 10) for n in range(5, 13)}
_PLAIN = {
    "enter": "\r",
    "tab": "\t",
    "space": " ",
    "backspace": "\x7f",
    # Alone it could begin any other key; in this form it cannot be mistaken (kitty protocol).
    "escape": "\x1b[27u",
    "f1": "\x1bOP",
    "f2": "\x1bOQ",
    "f3": "\x1bOR",
    "f4": "\x1bOS",
}
_CODES = {"enter": 13, "tab": 9, "space": 32, "backspace": 127, "escape": 27}
_SHIFT, _ALT, _CTRL = 1, 2, 4
_MODIFIERS = {"shift": _SHIFT, "alt": _ALT, "ctrl": _CTRL}


def sequence(key: str) -> str:
    """The characters for one key: "a", "enter", "ctrl+s", "shift+tab", "alt+left", "f1", ...

    Raises:
        ValueError: when there is no such key.
    """
    *modifiers, name = key.split("+") if len(key) > 1 else [key]
    if unknown := [word for word in modifiers if word not in _MODIFIERS]:
        raise ValueError(f"{key!r}: {unknown[0]!r} is no modifier")
    held = sum(_MODIFIERS[word] for word in modifiers)
    if name in _CURSOR:
        return f"\x1b[1;{held + 1}{_CURSOR[name]}" if held else f"\x1b[{_CURSOR[name]}"
    if number := _TILDE.get(name) or _FUNCTION.get(name):
        return f"\x1b[{number};{held + 1}~" if held else f"\x1b[{number}~"
    if (name, held) == ("tab", _SHIFT):
        return "\x1b[Z"
    if name in _PLAIN and not held:
        return _PLAIN[name]
    if name in _CODES:
        return f"\x1b[{_CODES[name]};{held + 1}u"
    if len(name) == 1 and not held:
        return name
    if len(name) == 1 and held == _CTRL and "a" <= name <= "z":
        return chr(ord(name) - ord("a") + 1)
    if len(name) == 1:
        return f"\x1b[{ord(name)};{held + 1}u"
    raise ValueError(f"{key!r} is no key")
