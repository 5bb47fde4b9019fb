"""Numbers: draws, points, bounds and estimates of every node, the contexts that survive, and rivals combined.

The only storey that computes with arrays.

Open to other folders: `arithmetic`, `asked`, `blocks`, `bounds`, `closest`, `comparisons`, `conditioned`, `contexts`,
`course`, `credences`, `engines`, `estimate`, `evaluator`, `heights`, `limits`, `narrow`, `nodes`, `outside`, `partial`,
`recorded`, `remembered`, `rivals`, `roots`, `rounding`, `serial`, `settling`, `shares`, `summaries`, `supposed`, `swings`,
`tallies`, `voids`, `witnesses`, `workers`.
"""
