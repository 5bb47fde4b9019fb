"""Addresses of the web as a base may give them: one host that is spelt in plain letters, nobody's name, a port that exists."""

from __future__ import annotations

import re

from whence.language.limits import ADDRESS
from whence.language.patterns import later
from whence.language.problems import HIDDEN, brief, visible

_ADDRESS = later(
    r"https?://(?P<who>[^\s/?#\\<>\"`{}|^@]*@)?(?P<host>\[[0-9a-f:.]+\]|[^\s/?#:\\<>\"`{}|^@]+)(?::(?P<port>[0-9]*))?"
    r"(?P<rest>[/?#][^\s\\<>\"`]*)?",
    re.IGNORECASE,
)
# Names of up to 63 characters, with a dot between them: a run of letters is one name, and can be parted in one way only.
_NAME = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = later(rf"\[[0-9a-f:.]+\]|{_NAME}(?:\.{_NAME})*\.?", re.IGNORECASE)


def objection(text: str) -> tuple[str, str] | None:
    """What is wrong with an address, as what is said of it, and how to mend it; None if it can be one."""
    if len(text) > ADDRESS.most:
        return f"has {ADDRESS.over(len(text))}", ADDRESS.way_out
    if hidden := HIDDEN.search(text):
        return f"holds the hidden character {visible(hidden[0])}", "take it out"
    hit = _ADDRESS.fullmatch(text)
    if not hit:
        return f"is an address, and `{brief(text)}` is not", "it begins with https:// or http://"
    if hit["who"] is not None:
        return f"names a user, `{brief(hit['who'])}`", "leave out what stands before the `@`"
    host, port = hit["host"], hit["port"]
    if not _HOST.fullmatch(host):
        return (
            f"has a host that is not spelt in plain letters and may look like another, `{brief(host)}`",
            _plainly(host),
        )
    if port is not None and not (port and 0 < int(port[:7]) < 65_536):
        return f"has no port that exists, `{brief(port)}`", "it is a number from 1 to 65535, or left out"
    return None


def _plainly(host: str) -> str:
    """How a host of other letters is spelt in plain ones."""
    try:
        return f"write it as the network does: `{host.encode('idna').decode()}`"
    except UnicodeError:
        return "write letters, digits, `-` and `.`"
