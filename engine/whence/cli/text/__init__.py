"""Answers as text for a terminal, one file a kind of answer.

Open to other folders: `accounts`, `answered`, `brought`, `candidates`, `cards`, `comments`, `counts`, `coverage`,
`findings`, `github`, `histories`, `impacts`, `ledger`, `migrations`, `records`, `samples`, `sarif`, `settling`,
`sources`, `style`, `sweeps`, `tables`, `targets`, `trees`.
"""
