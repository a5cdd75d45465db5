"""`python -m generator` is `landfast`."""

from generator.cli import main

main()
