"""Find copied and derived articles."""

__version__ = "0.1.0"
