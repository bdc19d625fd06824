"""What is worked out of an atlas and a few words, and remembered as long as the atlas lives."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, TypeVar

Work = TypeVar("Work", bound=Callable[..., Any])


def remembered(most: int) -> Callable[[Work], Work]:
    """A function of an atlas and more that remembers up to so many of its answers; it must be pure, and never None.

    They lie in the atlas, where ``cached_property`` has its own: another edition begins anew. Where they are too many
    all of them go, which costs less than to know which was used last.
    """

    def of_atlas(work: Work) -> Work:
        name = f"{work.__module__}.{work.__qualname__}"

        @wraps(work)
        def known(atlas: object, *asked: Hashable) -> Any:
            answers = vars(atlas).setdefault(name, {})
            answer = answers.get(asked)
            if answer is None:
                if len(answers) >= most:
                    answers.clear()
                answer = answers[asked] = work(atlas, *asked)
            return answer

        return known  # type: ignore[return-value]

    return of_atlas
