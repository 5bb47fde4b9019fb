"""Copies of sources as text: the figures that stand in them, and what has digits and is none.

Open to other folders: `citing`, `copies`, `figures`.
"""
