"""What a request says in words, the same in an explanation and an inspection.

Here: one line for one request; not yet inert, callers show it by `visible`. Not here: its rows (`warehouse.asking`).
"""

from __future__ import annotations

from warehouse.asking import Request
from warehouse.showing import deliverable_in_words, recipient_in_words


def request_in_words(request: Request, is_quoting: bool = False) -> str:
    """ "report · from Secretary-General (SG) · for the Human Rights Council, session 31"; what is not said says so.

    `is_quoting`: with the words that say when it is due.
    """
    parts = [deliverable_in_words(request.deliverable), _asked(request), _due(request, is_quoting)]
    return " · ".join([*parts, *["recurring"] * request.is_recurring])


def _asked(request: Request) -> str:
    if request.requested_of is None:
        return "nobody named"
    label = request.requested_of_label
    return f"from {label} ({request.requested_of})" if label else f"from {request.requested_of}"


def _due(request: Request, is_quoting: bool) -> str:
    """For whom and when."""
    when = None
    if request.due_session:
        when = f"session {request.due_session}"
    elif request.due_year:
        when = f"in {request.due_year}"
    if when and is_quoting and request.due_surface and request.due_surface != str(request.due_year):
        when += f" (‘{request.due_surface}’)"
    if request.recipient is None:
        return f"{when}, for whom is not said" if when else "for whom and when is not said"
    article = "" if request.recipient == "other" else "the "
    return f"for {article}{recipient_in_words(request.recipient)}, {when or 'when is not said'}"
