"""Answers as values: why, what rests on it, what moved, what it was, what does not add up.

No HTML, no terminal, no file: questions about editions, answered in frozen records.

Open to other folders: `answers`, `changes`, `choices`, `closing`, `corrections`, `coverage`, `diff`, `flips`, `headlines`,
`histories`, `impacts`, `ledger`, `links`, `migration`, `moves`, `news`, `newsfile`, `paths`, `prepared`, `reach`, `reasons`,
`reports`, `requests`, `resting`, `sampled`, `selectors`, `settling`, `spread`, `states`, `sweeps`, `targets`, `watch`,
`whatif`.
"""
