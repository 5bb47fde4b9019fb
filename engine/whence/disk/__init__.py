"""The only storey that touches files, Git and the clock.

Everything above it works as well on a dictionary, in a test, or on last year's commit.

Open to other folders: `atomic`, `cache`, `clock`, `edited`, `folders`, `journal`, `reading`, `revisions`, `save`, `store`.
"""
