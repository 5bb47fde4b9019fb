"""What several rules say alike: two sides under each other, factors, quotations, wholes, origins, and the pages of rules.

Open to other folders: `days`, `directions`, `factors`, `figures`, `naming`, `numerals`, `origins`, `pages`, `pers`,
`quotation`, `quotes`, `readings`, `relations`, `said`, `sides`, `strays`, `titles`, `unknowns`, `verdicts`, `warmer`,
`wholes`.
"""
