"""Answers as text for a terminal, one file a kind of answer.

Open to other folders: `accounts`, `candidates`, `cards`, `comments`, `counts`, `coverage`, `histories`, `impacts`,
`ledger`, `migrations`, `sources`, `tables`, `targets`, `trees`.
"""
