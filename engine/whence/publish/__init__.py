"""The site: pages, charts, machine-readable twins, the folder they are written to, and the server.

What is drawn is asked of the accounts; nothing is computed here.

Open to other folders: `charts`, `folder`, `live`, `pages`, `render`, `renewal`, `server`, `site`.
"""
