"""What looks like a secret, and what only looks like one: names, values, known token shapes."""

from __future__ import annotations

import base64
import math
import re
from collections import Counter

TOKEN_SHAPES = (
    (
        "private key",
        re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----\s*[\w+/=:-]{12,}"),
    ),
    ("AWS access key", re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b")),
    ("GitHub token", re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,})")),
    ("GitLab token", re.compile(r"\bglpat-[A-Za-z0-9_-]{20,}")),
    ("Slack token", re.compile(r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}")),
    ("Slack webhook", re.compile(r"https://hooks\.slack\.com/services/T\w+/B\w+/\w{16,}")),
    ("Stripe key", re.compile(r"\b[sr]k_live_[A-Za-z0-9]{16,}")),
    ("Google API key", re.compile(r"\bAIza[0-9A-Za-z_-]{35}\b")),
    ("OpenAI or Anthropic key", re.compile(r"\bsk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,}")),
    ("PyPI token", re.compile(r"\bpypi-[A-Za-z0-9_-]{50,}")),
    ("npm token", re.compile(r"\bnpm_[A-Za-z0-9]{36}\b")),
    ("SendGrid key", re.compile(r"\bSG\.[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}")),
    ("JSON web token", re.compile(r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[\w-]{10,}")),
)
"""Shapes of tokens that are secret wherever they stand."""

_NAME = re.compile(
    r"(?:^|_)(?:pass(?:word|wd|phrase|code)?|pwd|pw|secret|token|api_?key|apikey|private_?key|"
    r"secret_?key|access_?key|signing_?key|encryption_?key|auth_?key|credentials?|"
    r"(?:db|database)_?pass\w*|client_?secret|bearer)s?(?:$|_(?:value|key|default|prod|production|"
    r"live|dev|staging|admin|root|user|db|\d+)$)"
)
# Words that turn such a name into one for something public.
_PUBLIC = re.compile(
    r"(?:^|_)(?:url|uri|path|file|filename|dir|name|names|field|fields|header|headers|type|types|"
    r"param|parameter|prefix|suffix|pattern|regex|env|variable|var|label|title|hint|prompt|"
    r"message|error|length|len|size|min|max|count|limit|ttl|lifetime|expiry|expires|scheme|"
    r"algorithm|endpoint|id|kind|class|column|attribute|placeholder|help|text|public|format|"
    r"separator|delimiter|encoding|policy|rules?|hash(?:er)?|context|cookie|backend|validator)"
    r"(?:$|_|\d)"
)
_PLACEHOLDER = re.compile(
    r"(?:.*(?:change[-_ ]?me|change[-_ ]?this|replace[-_ ]?(?:me|this|with)|your[-_ ]|example|"
    r"placeholder|dummy|sample|redacted|insert[-_ ]|put[-_ ]|todo|to[-_ ]be[-_ ]set|"
    r"not[-_ ]a[-_ ]real|not[-_ ]secret|for[-_ ]tests?|<[^>]*>|\.\.\.).*"
    r"|x{3,}|\*{3,}|-+|_+|\.+|0+|1+|none|null|nil|true|false|yes|no|on|off|empty|unset|default|"
    r"optional|required|secret|password|passwd|token|key|api[-_]?key|access[-_]?token|bearer|basic|"
    r"test|testing|tests?[-_]\w+|fake[-_]?\w*|mock[-_]?\w*|stub|foo|bar|baz|string|str|bytes|int|"
    r"read|write|admin|all|any|auto|env|environment|file|postgres|mysql|redis|guest|"
    r"(?:csrf|auth|session|refresh|access|id)[-_]?token|\$\{?\w.*|\{\{.*\}\}|%\(?\w.*|!\w+.*)",
    re.IGNORECASE | re.DOTALL,
)
_PASS_NAME = re.compile(r"(?:^|_)(?:pass(?:word|wd|phrase)?|pwd|pw|secret)s?(?:$|_)")
# Words of labels, hints and messages about passwords; those drawn for a passphrase name things.
_SENTENCES = """
a about again all an and any are as at be been below between by can cannot change characters check
choose confirm contain contains current digits do does enter environment expired for forgot
forgotten from generate generated give has hashed have here if in incorrect invalid is it least
letters login long manager match may min minimum missing must my needed new no not of off old on
one only optional or our passphrase password passwords please policy provide read repeat required
reset same secret see set should show signing stored strength strong than that the their this too
type until update use used user users using value vault weak when which who will with without
wrong you your
"""
_OF_SENTENCES = frozenset(_SENTENCES.split())
# What only a regular expression holds.
_PATTERN = re.compile(r"\(\?[:=!<P]|\[\^|\\[wsdbS]|\.\*|\.\+\)|\[\w-\w[^\]]*\][*+?{]")
# What stands before "secret" or "password" in the name of a field, a flag or a message.
_WORDS_OF_FIELDS = """
app application bad change check client confirm consumer current empty forgot grant hash invalid
missing my new no old plain repeat reset shared show stale user weak wrong
"""
_FIELDS = frozenset(_WORDS_OF_FIELDS.split())
_GRAMMATICAL = re.compile(r"_*(?:\w+_)?(?:tokens?|key|pass)(?:_?value|_?text|\d)?", re.IGNORECASE)
# Words with at most a number behind them: names of things, not keys.
_WORDS = re.compile(r"[A-Za-z]+(?:[-_. ][A-Za-z]+)*[-_.]?\d{0,2}")
# Names of variables and of HTTP headers.
_CONSTANT = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Z][a-z]*(?:-[A-Z][a-z]*)+")
_REFERENCE = re.compile(
    r"(?:[a-z_][\w-]*[./:])+[\w./:-]*|/[\w./-]*|https?://[^@\s]*", re.IGNORECASE
)
_URL_WITH_PASSWORD = re.compile(r"\b[a-z][a-z0-9+.-]*://([^\s:/@'\"{}$<>]*):([^\s/@'\",]+)@")
_BEARER = re.compile(r"\b(?:Bearer|Token)\s+([A-Za-z0-9._~+/=-]{8,})")
_BASIC = re.compile(r"\bBasic\s+([A-Za-z0-9+/]{8,}={0,2})")
_QUERY = re.compile(
    r"://[^\s\"'?]{1,300}\?(?:[^\s\"'#]{0,300}&)?(?:api_?key|access_token|auth_token|token|key|secret"
    r"|password|sig|signature|sv)=([^\s&#\"'{}<>$]{8,})",
    re.IGNORECASE,
)
_CONNECTION = re.compile(
    r"(?:^|[\s;])(?:host|hostaddr|server|data source|user|uid|user id|dbname|database|driver)\s?="
    r"[^;\n]{0,200}?[\s;](?:password|passwd|pwd)\s?=\s?([^\s;\"'{}<>$]{4,})",
    re.IGNORECASE,
)


def is_secret_name(name: str) -> bool:
    """Whether a variable, key or parameter of this name holds a secret by its name."""
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).replace("-", "_").replace(".", "_").lower()
    if _PUBLIC.search(snake):
        return False
    return bool(_NAME.search(snake))


def is_secret_value(value: str, name: str = "") -> bool:
    """Whether a literal under such a name is a real value: no placeholder, prose or reference."""
    bare = value.strip()
    if len(bare) < 4 or len(bare) > 4096:
        return False
    if _PLACEHOLDER.fullmatch(bare) or re.search(r"\s", bare) or _PATTERN.search(bare):
        return False
    if _same_words(bare, name) or _CONSTANT.fullmatch(bare):
        return False
    return not _REFERENCE.fullmatch(bare) or entropy(bare) > 4.2


def is_passphrase(value: str, name: str) -> bool:
    """Whether a quoted value of several words is a passphrase rather than a label or a sentence.

    Labels and sentences have words that hold them together, capitals or a mark at their end.
    """
    words = value.strip().split(" ")
    if not 2 <= len(words) <= 10 or not _PASS_NAME.search(name.replace("-", "_").lower()):
        return False
    if is_placeholder(value) or re.search(r"[^!-~ ]|[{}<>$%`]|[.?!:,;…]$", value.strip()):
        return False
    if any(word.strip(".,!?()'").lower() in _OF_SENTENCES for word in words) or "" in words:
        return False
    drawn = len(words) >= 3 and all(re.fullmatch(r"[a-z]{3,}", word) for word in words)
    mixed = re.search(r"[A-Za-z]\d|\d[A-Za-z]", value) is not None
    return drawn or (mixed and is_likely_key("".join(words)))


def is_real(value: str, name: str) -> bool:
    """Whether a literal is a real value under this name.

    A bare token is as often a word of a grammar as a key to a door: there the value decides.
    """
    if not is_secret_value(value, name):
        return False
    if not _GRAMMATICAL.fullmatch(name):
        return True
    return len(value) >= 6 and bool(re.search(r"\d", value)) and bool(re.search(r"[A-Za-z]", value))


def is_named_secret(value: str) -> bool:
    """Whether a value says of itself that it is a secret, and is not the name of a field."""
    words = re.split(r"[-_]", value.lower())
    speaks = any(re.fullmatch(r"(?:secret|passw(?:or)?d|passphrase)\d*", word) for word in words)
    return speaks and len(words) > 1 and _FIELDS.isdisjoint(words) and is_secret_value(value)


def is_likely_key(value: str) -> bool:
    """Whether a value is as irregular as generated keys and good passwords are."""
    bare = value.strip()
    if len(bare) < 8 or not is_secret_value(bare) or _WORDS.fullmatch(bare):
        return False
    return _kinds(bare) >= 2 and entropy(bare) >= 2.7


def is_plain_word(value: str) -> bool:
    """Whether a value is one to four words of a dictionary's length, without a digit."""
    word = r"[A-Z]?[a-z]{1,12}"
    return bool(re.fullmatch(rf"{word}(?:[-_ ]{word}){{0,3}}", value.strip()))


def is_key_in_example(value: str) -> bool:
    """Whether a quoted value in the example of a document is more than a made-up password.

    Those that are made up are words with a digit or two, or with digits for some letters.
    """
    return is_likely_key(value) and len(value) >= 12 and len(re.findall(r"\d", value)) >= 4


def is_certain_key(value: str) -> bool:
    """Whether a value is one that nobody writes as a word: what prose and examples do not hold."""
    bare = value.strip()
    if not is_likely_key(bare) or not re.search(r"\d", bare) or not re.search(r"[A-Za-z]", bare):
        return False
    long = len(bare) >= 16 and len(re.findall(r"\d", bare)) >= 4
    mixed = _kinds(bare) >= 3 and bool(re.search(r"\d.*[A-Za-z]|[A-Za-z]\d.*\W", bare))
    return (long or mixed) and entropy(bare) >= 3.0


def _kinds(value: str) -> int:
    return sum(bool(re.search(kind, value)) for kind in (r"[a-z]", r"[A-Z]", r"\d", r"[^\w]"))


def entropy(value: str) -> float:
    """The entropy of a text in bits per character (Shannon)."""
    counts = Counter(value)
    return -sum(n / len(value) * math.log2(n / len(value)) for n in counts.values())


def token_in(text: str) -> str:
    """Which known shape of a secret a text holds, "" for none."""
    for what, shape in TOKEN_SHAPES:
        match = shape.search(text)
        # Rows of one letter are usual in a key of OpenSSH.
        if match and (what == "private key" or not is_example(match.group())):
            return what
    return ""


def credentials_in(text: str) -> str:
    """A password in a URL or behind ``Bearer``: what it is, "" for none."""
    for match in _URL_WITH_PASSWORD.finditer(text):
        user, password = match.groups()
        if _PLACEHOLDER.fullmatch(password) or password.lower() in (user.lower(), "pass", "pw"):
            continue
        if not re.match(r"[{$<%\[*]", password):
            return "a password in a URL"
    for match in _BEARER.finditer(text):
        value = match.group(1)
        if re.search(r"\d", value) and is_secret_value(value):
            return "a literal credential in a header"
    if any(_is_login(match.group(1)) for match in _BASIC.finditer(text)):
        return "a literal credential in a header"
    if any(is_likely_key(match.group(1)) for match in _QUERY.finditer(text)):
        return "a key in a URL"
    if any(is_secret_value(match.group(1)) for match in _CONNECTION.finditer(text)):
        return "a password in a connection text"
    return ""


def _is_login(encoded: str) -> bool:
    """Whether this is a user with a password, as Basic encodes them."""
    try:
        user, colon, password = (
            base64.b64decode(encoded, validate=True).decode("ascii").partition(":")
        )
    except ValueError:
        return False
    return bool(user and colon) and user.isprintable() and is_secret_value(password)


def is_placeholder(value: str) -> bool:
    """Whether a value only holds the place of one that somebody else puts in."""
    return bool(_PLACEHOLDER.fullmatch(value.strip()))


def is_example(token: str) -> bool:
    """Whether a token is one that vendors print in their own documents, or a row of one letter."""
    return "EXAMPLE" in token.upper() or bool(re.search(r"(.)\1{7}", token))


def _same_words(value: str, name: str) -> bool:
    plain = re.sub(r"[^a-z]", "", value.lower())
    return bool(plain) and plain == re.sub(r"[^a-z]", "", name.lower())
