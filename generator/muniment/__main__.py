"""`python -m muniment`, and the command `muniment`: the same."""

from muniment.loading import load


def main() -> None:
    """Run the command that was typed, and exit."""
    load("cli").main()


if __name__ == "__main__":
    main()
