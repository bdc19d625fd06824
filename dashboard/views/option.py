"""One choice of a control, as a value."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.core.notice import Notice
from dashboard.core.view import View


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a control: a view to go to, or the reason why there is none.

    hint: why it leads elsewhere or nowhere; None if it leads where it says.
    """

    key: str
    label: str
    view: View | None
    selected: bool = False
    hint: Notice | None = None
