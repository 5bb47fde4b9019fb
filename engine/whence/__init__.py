"""Whence: where does this number come from?"""

__version__ = "0.1.0"
