"""`lsp`: the language server, which an editor starts and speaks with over standard input and output."""

from __future__ import annotations

import click

from whence.cli import common


@click.command()
@common.FORMAT
def lsp(form: str) -> None:
    """Speak with an editor over standard input and output: findings, numbers and completion while one writes.

    What is said is JSON as the protocol has it, in either form. It needs the extra `lsp`: python -m pip install
    'whence[lsp]'. The folder `editors` of the repository has the few lines that VS Code, Neovim, Helix, Emacs and Zed want.
    """
    import gc

    try:
        from whence.editor import server
    except ModuleNotFoundError as error:
        if error.name and error.name.partition(".")[0] in ("lsprotocol", "pygls"):
            raise click.ClickException(
                "`lsp` needs one more package: python -m pip install 'whence[lsp]'"
            ) from None
        raise
    # Other commands live for a second; this one lives as long as its editor.
    gc.enable()
    server.server(common.today).start_io()
