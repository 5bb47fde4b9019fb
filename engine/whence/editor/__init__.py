"""The base in an editor: unsaved texts and a position in, what an editor shows there out; one module speaks the protocol.

Everything but `server` is a function of the texts, a position in one of them and the last edition of the base. Numbers are
those of the last edition; positions are those of the text as it stands, which need not be readable.

Open to other folders: `server`.
"""
