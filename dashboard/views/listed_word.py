"""A word of an address that must be one of a list, and be possible: else what is usual, and a notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from dashboard.core.notice import Notice, NoticeCode

Word = TypeVar("Word", bound=str)


def listed_word(
    asked: Mapping[str, str],
    key: str,
    words: Iterable[Word],
    usual: Word,
    notices: list[Notice],
    lack: Callable[[Word], Notice | None] = lambda _: None,
) -> Word:
    """The word that an address has for a key, or the usual one without it.

    lack: what speaks against a word of the list. Whatever the answer differs for is added to ``notices``.
    """
    wanted = asked.get(key, usual)
    found = next((word for word in words if word == wanted), None)
    reason = Notice(NoticeCode.UNKNOWN, key, wanted, usual) if found is None else lack(found)
    if reason:
        notices.append(reason)
    return usual if found is None or reason else found
