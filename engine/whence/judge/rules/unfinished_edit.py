"""unfinished-edit: an edit of several files was interrupted before all of them had their new text.

`whence update` and `whence apply` note in `.whence.journal` which files are about to change. If the command is killed
in that moment, some files have the new text and some the old one. What only reads a base says so and leaves it as
it is; the next command that writes to it completes the edit, or undoes it where a file was changed since, and says
which.

A journal that no command of ours left in this very folder is never followed.

Mend: give the command again, or any other that writes. If the message says that the journal is not ours, look at
it and remove it.

```text
error[unfinished-edit] an edit of this base was interrupted: claims/site.yaml has its new text; ...
 --> .whence.journal:1:1
```
"""
