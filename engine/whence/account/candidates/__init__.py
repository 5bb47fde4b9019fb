"""What is not yet related: claims that may be about one thing, figures written twice, totals and shares.

`proposals.find` gives each candidate with a sentence, a score and the lines of YAML that decide it.

Open to other folders: `ground`, `proposals`, `ways`.
"""
