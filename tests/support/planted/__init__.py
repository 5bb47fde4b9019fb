"""Slips and harmless edits, made on the files of a base by code that knows nothing of the engine."""
