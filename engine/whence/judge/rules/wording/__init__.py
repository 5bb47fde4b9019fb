"""What several rules say alike: two sides under each other, factors, quotations, wholes, origins, and the pages of rules.

Open to other folders: `factors`, `origins`, `pages`, `quotation`, `sides`, `titles`, `verdicts`, `wholes`.
"""
