"""Who may edit: whoever has the token of the address that was printed, from a page of this very server, by a form."""

from __future__ import annotations

import hmac
import time
import urllib.parse
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from email.message import Message

from whence.language.limits import FORM
from whence.language.problems import Refused

# Seconds in which a form must have arrived, however slowly it comes.
ARRIVES = 10.0
# Fields that a form may have.
FIELDS = 2000
FORM_TYPE = "application/x-www-form-urlencoded"


def cookie(port: int) -> str:
    """The name of the cookie that has the token: a browser keeps one jar for all ports of a machine."""
    return f"whence-{port}"


def known(headers: Message, port: int, token: str) -> bool:
    """Whether a request carries the token in its cookie."""
    pairs = (
        each.strip().partition("=") for line in headers.get_all("Cookie", []) for each in line.split(";")
    )
    given = [text for name, _, text in pairs if name == cookie(port)]
    return len(given) == 1 and same(given[0], token)


def same(given: str, token: str) -> bool:
    """Whether two tokens are one, in a time that tells nothing of how far they agree."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), token.encode())


def objection(headers: Message, origins: Collection[str]) -> tuple[int, str] | None:
    """Why a form is not taken, with the code to answer; None where it comes from a page of this server.

    A browser names with every form the origin of the page that it stands on: what names none, another, or several is
    no form of ours. What else it says of where a form comes from must not contradict that.
    """
    origin, site = headers.get_all("Origin", []), headers.get_all("Sec-Fetch-Site", [])
    if len(origin) != 1 or origin[0] not in origins:
        return 403, "edits are taken from the pages of this server alone"
    if site not in ([], ["same-origin"]):
        return 403, "edits are taken from the pages of this server alone"
    kind = headers.get_all("Content-Type", [])
    if len(kind) != 1 or kind[0].partition(";")[0].strip().lower() != FORM_TYPE:
        return 415, f"an edit is a form, sent as {FORM_TYPE}"
    size = headers.get_all("Content-Length", [])
    if headers.get_all("Transfer-Encoding", []) or len(size) != 1 or not _number(size[0]):
        return 411, "say how long the form is"
    if int(size[0]) > FORM.most:
        return 413, FORM.over(int(size[0]))
    return None


def _number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 12


def body(read: Callable[[int, float], bytes], size: int) -> bytes:
    """The body of a request, of so many bytes; `Refused` where it does not come in time, or ends before.

    `read` gives some bytes, at most as many as asked for and within so many seconds, none at the end.
    """
    until, parts, missing = time.monotonic() + ARRIVES, list[bytes](), size
    while missing:
        left = until - time.monotonic()
        part = read(missing, left) if left > 0 else b""
        if not part:
            raise Refused("the form did not arrive whole, or not in time")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)


def fields(content: bytes) -> Mapping[str, str]:
    """The fields of a form by name, line ends as files have them; `Refused` where it is none, or names one twice."""
    try:
        pairs = urllib.parse.parse_qsl(
            content.decode("ascii"),
            keep_blank_values=True,
            strict_parsing=True,
            errors="strict",
            max_num_fields=FIELDS,
        )
    except ValueError:
        raise Refused("this is no form") from None
    names = [name for name, _ in pairs]
    if twice := next(_twice(names), ""):
        raise Refused(f"the form says `{twice}` twice")
    return {name: text.replace("\r\n", "\n").strip() for name, text in pairs}


def _twice(names: Sequence[str]) -> Iterator[str]:
    seen: set[str] = set()
    for each in names:
        if each in seen:
            yield each
        seen.add(each)
