"""rule-failed: a rule of the engine could not finish.

This is a mistake in whence, not in the base. The other rules have judged; whatever the one that failed would
have said is missing, so the base is not known to be clean. The command ends with exit code 3.

Mend: nothing in the base is wrong. Report it in the issue tracker of whence with the message, and with the
files that bring it about if they may be shown; `WHENCE_DEBUG=1` prints where in the engine it happened.

```text
error[rule-failed] the rule `stale` could not finish: ValueError: year 0 is out of range
  = help: this is a bug of whence, not of your base
```
"""

SEVERITY = "error"
