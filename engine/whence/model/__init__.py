"""The linked base: ids resolved, nodes in the order of evaluation, a dimension for each, and no number yet.

Open to other folders: `chance`, `crowds`, `declared`, `dimensions`, `domains`, `expansion`, `gathered`, `graph`, `kin`,
`linking`, `meeting`, `origins`, `parts`, `reads`, `tables`, `temperatures`.
"""
