"""Values as people write them: read into a shape with a unit and a precision, and written back.

The text as written is kept, since the digits shown say how precisely the author meant it.

Open to other folders: `days`, `numerals`, `shown`, `value`, `written`.
"""
