"""Python text to its syntax tree, whatever the text; newer generics are read on older Pythons."""

from __future__ import annotations

import ast
import io
import sys
import tokenize
import warnings

_NATIVE_GENERICS = sys.version_info >= (3, 12)


class NotPython(ValueError):
    """Text that no Python parser accepts; ``line`` and ``column`` count from 1, 0 when unknown."""

    def __init__(self, line: int, column: int, message: str) -> None:
        super().__init__(f"line {line}: {message}" if line else message)
        self.line = line
        self.column = column
        self.message = message


class TooMuch(NotPython):
    """Text that may well be Python, but is too deep or too large to be judged."""


def parse_module(text: str) -> ast.Module:
    """The syntax tree of a module.

    Type parameters and ``type`` statements (PEP 695) are left out where the Python that runs this
    does not know them; the lines stay what they are.

    Raises:
        NotPython: for text that cannot be parsed.
        TooMuch: for text that is nested too deep.
    """
    try:
        return _parse(text)
    except NotPython:
        if _NATIVE_GENERICS:
            raise
        older = without_type_parameters(text)
        if older == text:
            raise
    return _parse(older)


def without_type_parameters(text: str) -> str:
    """The text with PEP 695 syntax blanked out; as it was where it cannot be split into tokens."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError, ValueError):
        return text
    lines = [list(line) for line in io.StringIO(text)]
    words = [token for token in tokens if token.type != tokenize.COMMENT]
    for place in range(len(words) - 2):
        first, second, third = words[place : place + 3]
        definition = first.string in ("class", "def") and second.type == tokenize.NAME
        alias = _begins_alias(words, place)
        if alias:
            _move_left(lines, first, second)
        if (definition or alias) and third.string == "[":
            _blank(lines, words, place + 2)
    return "".join("".join(line) for line in lines)


def _parse(text: str) -> ast.Module:
    try:
        with warnings.catch_warnings():
            # Doubtful escapes and the like are the style check's business.
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        raise NotPython(error.lineno or 0, error.offset or 0, error.msg) from None
    except (RecursionError, MemoryError):
        raise TooMuch(0, 0, "nested too deep to be read") from None
    except (ValueError, OverflowError) as error:
        raise NotPython(0, 0, str(error)) from None


def _begins_alias(words: list[tokenize.TokenInfo], place: int) -> bool:
    first, second, third = words[place : place + 3]
    starts = place == 0 or words[place - 1].type in (
        tokenize.NEWLINE,
        tokenize.NL,
        tokenize.INDENT,
        tokenize.DEDENT,
    )
    return (
        starts
        and first.string == "type"
        and second.type == tokenize.NAME
        and third.string in ("=", "[")
    )


def _move_left(
    lines: list[list[str]], first: tokenize.TokenInfo, second: tokenize.TokenInfo
) -> None:
    row, start = first.start
    line = lines[row - 1]
    name = list(second.string)
    line[start : second.end[1]] = [*name, *" " * (second.end[1] - start - len(name))]


def _blank(lines: list[list[str]], words: list[tokenize.TokenInfo], place: int) -> None:
    depth = 0
    for token in words[place:]:
        depth += (token.string in ("[", "(", "{")) - (token.string in ("]", ")", "}"))
        if depth == 0:
            break
    else:
        return
    (first_row, start), (last_row, end) = words[place].start, token.end
    for row in range(first_row, last_row + 1):
        line = lines[row - 1]
        left = start if row == first_row else 0
        right = end if row == last_row else len(line)
        for column in range(left, right):
            if line[column] not in "\r\n":
                line[column] = " "
            elif row < last_row:
                # A line break that stood in brackets is none any more.
                line[column - 1 if column else 0] = "\\"
