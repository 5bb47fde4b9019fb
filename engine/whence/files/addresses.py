"""Addresses of the web as a base may give them: one host that is spelt in plain letters, nobody's name, a port that exists."""

from __future__ import annotations

import re

from whence.language.limits import ADDRESS
from whence.language.problems import brief

_ADDRESS = re.compile(
    r"https?://(?P<who>[^\s/?#\\<>\"`{}|^@]*@)?(?P<host>\[[0-9a-f:.]+\]|[^\s/?#:\\<>\"`{}|^@]+)(?::(?P<port>[0-9]*))?"
    r"(?P<rest>[/?#][^\s\\<>\"`]*)?",
    re.IGNORECASE,
)
_HOST = re.compile(r"\[[0-9a-f:.]+\]|(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?\.?)+", re.IGNORECASE)


def objection(text: str) -> tuple[str, str] | None:
    """What is wrong with an address, and how to mend it; None if it can be one."""
    if len(text) > ADDRESS.most:
        return ADDRESS.over(len(text)), ADDRESS.way_out
    hit = _ADDRESS.fullmatch(text)
    if not hit:
        return f"this is no address: `{brief(text)}`", "it begins with https:// or http://"
    if hit["who"] is not None:
        return f"this address names a user, `{brief(hit['who'])}`", "leave out what stands before the `@`"
    if not _HOST.fullmatch(hit["host"]):
        return (
            f"the host `{brief(hit['host'])}` is not spelt in plain letters, and may look like another",
            _plainly(hit["host"]),
        )
    if hit["port"] is not None and not (hit["port"] and 0 < int(hit["port"][:7]) < 65_536):
        return f"there is no port `{brief(hit['port'])}`", "it is a number from 1 to 65535, or left out"
    return None


def _plainly(host: str) -> str:
    """How a host of other letters is spelt in plain ones."""
    try:
        return f"write it as the network does: `{host.encode('idna').decode()}`"
    except UnicodeError:
        return "write letters, digits, `-` and `.`"
