"""Formulas: one parser gives one tree, and the tree feeds units, evaluation, MathML and the browser.

No code, no attribute access, bounded length, depth and number of nodes.

Open to other folders: `enclosures`, `formula`, `mathml`, `narrowing`, `operators`, `slopes`, `sorts`, `steps`.
"""
