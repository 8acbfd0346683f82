"""`python -m extractor` is `fundex`."""

from extractor.cli import main

if __name__ == "__main__":  # a worker process imports this module under another name
    main()
