"""Named errors. The tree:

XingtuError
├── Refused          an act or question that the rules do not allow; a sentence for the user
├── StoreBusy        another process holds the database
└── StoreDamaged     the database cannot be read, or is not what its records say

Each message is a sentence in Chinese that holds the offending value and the cure, since it is
shown to the user as it stands.
"""

from __future__ import annotations


class XingtuError(Exception):
    """Base of all errors that are explained to the user."""


class Refused(XingtuError):
    """The act or question is not allowed as it stands; the message says what would be."""


class StoreBusy(XingtuError):
    """Another process holds the database."""


class StoreDamaged(XingtuError):
    """The database cannot be opened or does not agree with its own records."""
