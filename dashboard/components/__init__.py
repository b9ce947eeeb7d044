"""Figures (pure: data in, figure out) and widgets (talk to st, return the choice); never both."""
