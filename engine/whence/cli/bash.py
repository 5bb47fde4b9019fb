"""Completion in Bash, which parts words otherwise than it reads them: what it is given, and what it puts in."""

from __future__ import annotations

import os

from click.shell_completion import BashComplete, add_completion_class, split_arg_string

# Bash parts words at `=` and `:` too and puts in what stands behind the last of these alone; behind a word that ends in
# one of them no blank is to follow.
_BASH = """\
%(complete_func)s() {
    local IFS=$'\\n' line="${COMP_LINE:0:COMP_POINT}" response type value
    response=$(env COMP_LINE="$line" COMP_WORDS="$line" COMP_CWORD=0 %(complete_var)s=bash_complete $1)
    local whole="${line##*[[:space:]]}"
    local before="${whole%%"${whole##*[=:]}"}"
    [[ $COMP_WORDBREAKS == *:* ]] || before="${before%%"${before##*=}"}"
    COMPREPLY=()
    for completion in $response; do
        IFS=',' read type value <<< "$completion"
        if [[ $type == 'dir' ]]; then
            compopt -o dirnames
        elif [[ $type == 'file' ]]; then
            compopt -o default
        else
            [[ $value == *[=:] ]] && compopt -o nospace
            COMPREPLY+=("${value#"$before"}")
        fi
    done
    return 0
}
complete -o nosort -F %(complete_func)s %(prog_name)s
"""


class Bash(BashComplete):
    """Completion in Bash, which is given the line as it is typed."""

    source_template = _BASH

    def get_completion_args(self) -> tuple[list[str], str]:
        """The words before the cursor, and the one that it stands in."""
        line = os.environ.get("COMP_LINE")
        if line is None:
            return super().get_completion_args()
        words = split_arg_string(line)
        begun = "" if line[-1:].isspace() else words.pop()
        return words[1:], begun


def ready() -> None:
    """Answer Bash as it asks."""
    add_completion_class(Bash)
