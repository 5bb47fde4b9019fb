"""Answers as text for a terminal, one file a kind of answer.

Open to other folders: `terminal`.
"""
