"""Reading what marketers write: text files, YAML 1.2 and front matter, with positions."""

from generator.source.document import Document, KeyPath, read_page, read_yaml
from generator.source.reads import note_read, noting_reads
from generator.source.text import read_text
from generator.source.yaml12 import WrittenFloat, WrittenInt

__all__ = [
    "Document",
    "KeyPath",
    "WrittenFloat",
    "WrittenInt",
    "note_read",
    "noting_reads",
    "read_page",
    "read_text",
    "read_yaml",
]
