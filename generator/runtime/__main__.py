"""`python -m generator.runtime` tells what the scripts of pages weigh."""

from generator.runtime.sizes import report

if __name__ == "__main__":
    print(report())
