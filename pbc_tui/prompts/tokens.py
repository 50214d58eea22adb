"""How long a prompt is for a model, estimated."""

from __future__ import annotations

import re

_PIECES = re.compile(r"[A-Za-z]+|\d+|[^\sA-Za-z\d]")
_LETTERS_A_TOKEN = 6
_DIGITS_A_TOKEN = 3


def estimate_tokens(text: str) -> int:
    """About how many tokens a text is: an estimate for showing, within a third of common encodings.

    A word is one token for each six letters begun, a number one for each three digits, any other
    visible character one by itself (runs of the same sign share one).
    """
    total = 0
    previous = ""
    for piece in _PIECES.findall(text):
        if piece.isascii() and piece.isalpha():
            total += -(-len(piece) // _LETTERS_A_TOKEN)
        elif piece.isascii() and piece.isdigit():
            total += -(-len(piece) // _DIGITS_A_TOKEN)
        elif piece != previous:
            total += 1
        previous = piece
    return total
