"""Text of the kind that breaks files: what people write, and what attackers do."""

from __future__ import annotations

from hypothesis import strategies as st

NASTY = (
    'He said "hi" and left',
    "it's \\ back\\slash\\",
    'ends in a quote"',
    '"""',
    "'''",
    "{{ config }} {% raw %} {# no #}",
    "${HOME} $(id) `id` $PATH %PATH%",
    "${{ secrets.TOKEN }}",
    "*bold* _em_ __init__ ~~gone~~ **x**",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "| a | b |",
    "[link](https://evil.example) ![image](x)",
    "<script>alert(1)</script> &amp; <!-- c -->",
    "see https://evil.example or www.evil.example or a@evil.example",
    "key: value # comment",
    "]]> --- ... %TAG !",
    "日本語 العربية עברית Ελληνικά 👩‍💻",
    "\u2028\u2029\u00a0\u200b\ufeff\u202e",
    "\ud800",
    "\\u0041 \\n \\x41",
    "a\\",
)
one_line = st.one_of(
    st.sampled_from(NASTY),
    st.text(st.characters(exclude_categories=["Cc"]), min_size=1, max_size=60),
    st.text("\"'\\`*_{}[]()<>#+-.!|~$&%:=@ab1 ", min_size=1, max_size=40),
)
"""One line without control characters, as answers are."""

any_text = st.one_of(one_line, st.text(max_size=60))
"""Any text at all, line feeds and control characters among it."""


def encodable(text: str) -> str:
    """What of a text a UTF-8 file can hold."""
    return "".join(
        "\ufffd" if 0xD800 <= ord(character) <= 0xDFFF else character for character in text
    )
