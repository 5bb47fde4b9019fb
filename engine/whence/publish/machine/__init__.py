"""The site for programs: JSON and CSV for each number, the graph, maps of the site, and the data of search.

Open to other folders: `forms`, `maps`, `search`, `twins`.
"""
