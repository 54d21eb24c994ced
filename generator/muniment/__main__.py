"""`python -m muniment`: the same as the command `muniment`."""

from muniment.cli import main

if __name__ == "__main__":
    main()
