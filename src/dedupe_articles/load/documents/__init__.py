"""Documents that a library makes a text of: web pages, office documents, books, PDF.

These libraries meet whatever others wrote, so they run in a process apart (`worker`), with limits
on its memory and its time, and a crash in it costs one document.
"""
