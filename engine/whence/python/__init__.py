"""A base in the hands of a program: its records as objects, for scripts and notebooks.

Open to other folders: `base`.
"""
