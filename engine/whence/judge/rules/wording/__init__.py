"""What several rules say alike: two sides under each other, factors, quotations, wholes, origins, and the pages of rules.

Open to other folders: `days`, `factors`, `numerals`, `origins`, `pages`, `quotation`, `relations`, `sides`, `spoken`,
`titles`, `verdicts`, `wholes`.
"""
