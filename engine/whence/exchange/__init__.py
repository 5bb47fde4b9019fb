"""What others write: spreadsheets, tables and lists of sources, brought into a base as new files and taken out again.

Bytes in, texts of files out, with everything that could not be translated named by its place; no disk in it. What is brought
in may come from anybody.

Open to other folders: `brought`, `columnar`, `database`, `importing`, `rows`, `workbooks`.
"""
