"""Edits made in the browser: forms for one record, the account before anything is written, and who may ask for them.

`whence serve --edit` alone has it; nothing of it is in a site that is written.

Open to other folders: `desk`, `guard`, `views`.
"""
