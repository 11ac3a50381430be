"""Every check of the warehouse in one list, and the plan that follows from it.

Here: the order. Not here: what the checks say (`expectations.derived` and the modules of rules).
"""

from __future__ import annotations

from expectations.checks import CHECKED_TABLES, Check
from expectations.derived import derived_checks
from expectations.document_rules import DOCUMENT_RULES
from expectations.identifier_rules import IDENTIFIER_RULES
from expectations.mention_rules import MENTION_RULES
from expectations.metric_rules import METRIC_RULES
from expectations.record_rules import RECORD_RULES
from expectations.session_rules import SESSION_RULES


def hand_written_checks() -> list[Check]:
    return [
        *DOCUMENT_RULES, *IDENTIFIER_RULES, *MENTION_RULES, *RECORD_RULES, *SESSION_RULES, *METRIC_RULES
    ]  # fmt: skip


def all_checks() -> list[Check]:
    """Derived and hand-written checks, table by table, derived ones first.

    Raises ValueError where two checks of one table have the same sentence, which would make
    two results indistinguishable.
    """
    checks = sorted([*derived_checks(), *hand_written_checks()], key=lambda c: CHECKED_TABLES.index(c.table))
    seen: set[tuple[str, str]] = set()
    for check in checks:
        if (check.table, check.sentence) in seen:
            raise ValueError(f"{check.table}: two expectations say {check.sentence!r}; reword one of them")
        seen.add((check.table, check.sentence))
    return checks
