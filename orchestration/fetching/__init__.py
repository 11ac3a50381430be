"""Documents from the document service of the United Nations: asked for slowly, kept once, never twice.

Here: which documents to ask for, how to ask, and a record of every answer. Not here: reading them.
"""
