"""The formats in which people hold the texts: one module for each, bytes in, lines out.

Here: readers, each with `recognizes(data)` and a function that reads. Not here: what the lines mean
(`transforms.documents`), and anything that needs a disk or a program (`orchestration`).
"""
