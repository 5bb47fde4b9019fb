"""Text to records, and records to text: what stands in the files of a base, and where.

Reading never raises: what does not hold is a finding with its place, and everything else is still read.

Open to other folders: `addresses`, `drafts`, `edits`, `fields`, `filenames`, `json_schema`, `knowledge`, `late_records`,
`layout`, `mistakes`, `own_fields`, `places`, `reader`, `records`, `schema`, `sections`, `settings`, `styles`, `validation`,
`yaml`.
"""
