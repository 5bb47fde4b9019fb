"""The small languages in which a base is written, and the words for what is wrong with it.

Text in, meaning out: what a unit, a value or a formula says, or one problem that tells what is wrong, where and how
to mend it. Nothing here knows a file, a record or a base.

Open to other folders: `frozen`, `installed`, `limits`, `patterns`, `problems`, `refused`.
"""
