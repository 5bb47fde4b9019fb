"""The statistics of disagreement: measurements combined by published methods, and how well they agree.

Pure functions of numbers, each with the source of its formula.

Open to other folders: `combine`.
"""
