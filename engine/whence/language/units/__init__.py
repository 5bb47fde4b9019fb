"""Units: which there are, how a unit is written, and what it is in base units.

A closed table under a strict grammar: an unknown name is a problem with the nearest known one, never a guess.

Open to other folders: `clashes`, `dimensions`, `elsewhere`, `glossary`, `grammar`, `meant`, `table`, `tokens`, `units`.
"""
