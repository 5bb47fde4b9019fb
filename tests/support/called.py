"""What no Python of the engine calls, though it is called: told to the finder of dead code, a function a caller."""

from __future__ import annotations

from typing import Any


def called_by_click(it: Any) -> tuple[Any, ...]:
    """Commands are found by their names, and completion is called with names."""
    commands = it.apply, it.bench, it.export, it.fmt, it.help_, it.import_, it.init, it.list_
    more = it.claim, it.lsp, it.migrate, it.path
    return *commands, *more, it.list_commands, it.format_commands, it.param, it.source_template


def called_by_notebooks(it: Any) -> tuple[Any, ...]:
    """What people call of `whence.open`, and what a notebook calls to show it."""
    return it._repr_html_, it.query, it.to_frame, it.used_by, it.url


def called_by_pydantic(it: Any) -> tuple[Any, ...]:
    return (it.__pydantic_config__,)


def called_by_the_web_server_of_python(it: Any) -> tuple[Any, ...]:
    handler = it.do_HEAD, it.log_message, it.close_connection, it.server_version, it.sys_version, it.timeout
    return *handler, it.daemon_threads, it.request_queue_size, it.handle_error


def called_by_the_pages_of_rules(it: Any) -> tuple[Any, ...]:
    """Read off the text of a rule, so that a page needs no arrays."""
    return (it.SEVERITY,)


def called_by_editors(it: Any) -> tuple[Any, ...]:
    """What an item of completion says once somebody looks at it."""
    return (it.documentation,)


def called_by_tests(it: Any) -> tuple[Any, ...]:
    """Examples that documents show and tests run."""
    return it.example, it.examples


def called_by_templates(it: Any) -> tuple[Any, ...]:
    pages = it.asides, it.counted, it.more_uses, it.net, it.origin_words, it.quotes, it.repeated
    parts = it.sortable, it.wide
    return *pages, *parts, it.affected, it.falls, it.follows, it.rules_out
