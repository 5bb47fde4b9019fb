"""Values as people write them: read into a shape with a unit and a precision, and written back.

The text as written is kept, since the digits shown say how precisely the author meant it.

The names of the parts, from the text to its meaning: a `Numeral` is digits with the precision they were written to, a
`Span` the days that a date covers; an `Amount` is a numeral with the text of its unit, an `Outline` the amounts of a
value and the marks between them, before any unit is known; a `Measure` is an amount whose unit has been looked up; a
`Shape` is a distribution over numbers, without a unit; `Written` is the whole value, as text and as meaning.

Open to other folders: `days`, `flow`, `forms`, `kernels`, `long_form`, `numerals`, `shapes`, `shown`, `spoken`, `value`,
`weights`, `written`.
"""
