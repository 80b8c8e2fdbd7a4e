"""``python -m helpers.evidence``: how much of the kit is measured and how much assumed."""

from helpers.evidence import main

if __name__ == "__main__":
    main()
