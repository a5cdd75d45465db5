"""Bringing a built site to where it is served from, and looking at what is served there.

target.py    what a target can do; folder.py and s3.py are two
record.py    what was published, as the target itself remembers it
changes.py   what is to be done: pure
publish.py   doing it, in the order in which no page ever lacks a part
command.py   an author's own command instead
verify.py    a published page, asked from outside
"""
