"""The edition: a base evaluated, with everything the engine objects to in it.

`assemble` is the engine's whole story, a pure function of text; the rest are its last chapters.

Open to other folders: `again`, `assemble`, `calendar`, `chains`, `compared`, `edition`, `evidence`, `exact`, `excerpts`,
`hindsight`, `kept`, `objections`, `recomputed`, `rivalry`, `stated`, `states`, `support`.
"""
