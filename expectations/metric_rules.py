"""Rules about figures: those that hold for every metric, from its contract, and those of a single one.

Not here: the texts and mentions that the figures count (`expectations.document_rules`, `expectations.mention_rules`).
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from expectations.checks import HOLDS, Check, Query, Tables, matched, rule
from warehouse.contract import Table
from warehouse.tables import METRICS
from warehouse.tables_columns import INTEGER

ROUNDING = 0.001
"""How far a share or rate may lie from its quotient: published figures may be rounded."""

SESSION = ("organ", "session", "language")
OF_SESSION = ("session_id", "session_kind", "session_number", "documents", "coverage")
"""What a table by session repeats of session_coverage."""

PARTS: dict[str, tuple[tuple[str, str], ...]] = {
    "session_coverage": (("fictitious", "documents"), ("resolutions_held", "documents"), ("resolutions_held", "resolutions_adopted")),
    "theme_frequency": (
        ("paragraphs_with_theme", "paragraphs"), ("preambular_with_theme", "paragraphs_with_theme"),
        ("operative_with_theme", "paragraphs_with_theme"), ("paragraphs_with_theme", "mentions"),
        ("documents_with_theme", "paragraphs_with_theme"),
    ),
    "theme_totals": (("documents_with_theme", "paragraphs_with_theme"), ("paragraphs_with_theme", "mentions"), ("sessions", "documents")),
    "theme_cooccurrence": (
        ("documents_with_both", "documents_with_theme"), ("documents_with_both", "documents_with_other"),
        ("documents_with_theme", "documents"), ("documents_with_other", "documents"),
        ("paragraphs_with_both", "paragraphs_with_theme"), ("paragraphs_with_both", "paragraphs_with_other"),
        ("paragraphs_with_theme", "paragraphs"), ("paragraphs_with_other", "paragraphs"),
    ),
    "theme_addressees": (("documents_addressing", "paragraphs_addressing"),),
    "theme_instruments": (("documents_citing", "paragraphs_citing"),),
    "term_first_use": (("documents", "mentions"),),
    "actor_frequency": (
        ("documents_naming", "documents"), ("documents_addressing", "documents_naming"),
        ("documents_addressing", "paragraphs_addressing"),
    ),
    "instrument_frequency": (("documents_citing", "citations"),),
    "request_frequency": (
        ("documents_with_any_request", "documents"), ("documents_with_request", "documents_with_any_request"),
        ("documents_with_request", "outputs"), ("outputs", "requests"),
    ),
}  # fmt: skip
"""Counts of which one is at most the other, beside those that a share divides."""


def rules_of(table: Table) -> Iterator[Check]:
    """What holds for every metric with such columns."""
    counts = [column.name for column in table.columns if column.dtype == INTEGER]
    yield rule(
        table.name, "counts are not negative", _all(pl.col(counts).fill_null(0) >= 0), shows=tuple(counts)
    )
    quotients = [(column.name, *column.quotient) for column in table.columns if column.quotient]
    parts = [*((part, whole) for _, part, whole in quotients), *PARTS.get(table.name, ())]
    if parts:
        yield rule(
            table.name, "a part is at most its whole",
            _all(*(pl.col(whole).is_null() | (pl.col(part) <= pl.col(whole)) for part, whole in parts)),
            shows=tuple(name for pair in parts for name in pair),
        )  # fmt: skip
    if quotients:
        yield rule(
            table.name, "shares are the quotients of their counts",
            _all(*(_near(share, pl.col(part) / pl.col(whole)) for share, part, whole in quotients)),
            shows=tuple(name for each in quotients for name in each),
        )  # fmt: skip
    if shares := [c.name for c in table.columns if c.quotient or c.name == "strong_share"]:
        ends = [
            f"{share}{end}" for share in shares for end in ("_low", "_high") if f"{share}{end}" in table.names
        ]
        within = (_within(share) for share in shares if f"{share}_low" in ends)
        yield rule(
            table.name, "shares are between 0 and 1 and within their intervals",
            _all(pl.col([*shares, *ends]).fill_null(0.0).is_between(0.0, 1.0), *within),
            shows=(*shares, *ends),
        )  # fmt: skip
    if table.name != "session_coverage" and "session_id" in table.names:
        same = tuple(name for name in OF_SESSION if name in table.names)
        yield rule(
            table.name, f"{', '.join(same)} are those of session_coverage", _as_in_session(table.name, same),
            shows=same,
        )  # fmt: skip
    if "coverage" in table.names and {"session", "year"}.isdisjoint(table.names):
        yield rule(table.name, "coverage is no better than that of the sessions of its organ", _as_in_organ(table.name), shows=("coverage", "of_organ"))  # fmt: skip


def _all(*holds: pl.Expr) -> pl.Expr:
    return pl.all_horizontal(*holds)


def _near(value: str, quotient: pl.Expr) -> pl.Expr:
    return (pl.col(value) - quotient).abs() <= ROUNDING


def _within(share: str) -> pl.Expr:
    """The share is within its interval, or all three are null."""
    share_, low, high = (pl.col(name) for name in (share, f"{share}_low", f"{share}_high"))
    nothing = share_.is_null() & low.is_null() & high.is_null()
    return nothing | ((low <= share_) & (share_ <= high)).fill_null(False)


def _as_in_session(table: str, names: tuple[str, ...]) -> Query:
    def query(tables: Tables) -> pl.LazyFrame:
        held = tables["session_coverage"].select(
            *SESSION, *(pl.col(name).alias(f"{name}_held") for name in names)
        )
        same = (pl.col(name) == pl.col(f"{name}_held") for name in names)
        return matched(tables[table], held, on=list(SESSION)).with_columns(_all(*same).alias(HOLDS))

    return query


def _as_in_organ(table: str) -> Query:
    def query(tables: Tables) -> pl.LazyFrame:
        whole = (pl.col("coverage") == "whole").all()
        partial = (pl.col("coverage") == "partial").any()
        of_organ = tables["session_coverage"].group_by("organ", "language").agg(
            of_organ=pl.when(whole).then(pl.lit("whole")).when(partial).then(pl.lit("partial")).otherwise(pl.lit("unknown"))
        )  # fmt: skip
        # Sessions that are absent altogether make it worse, though all that are held are whole.
        told = pl.col("coverage")
        worse = (told == "partial") | ((told == "unknown") & (pl.col("of_organ") == "whole"))
        return matched(tables[table], of_organ, on=["organ", "language"]).with_columns(
            ((told == pl.col("of_organ")) | worse).alias(HOLDS)
        )

    return query


def every_theme_is_counted(tables: Tables) -> pl.LazyFrame:
    counted = tables["theme_frequency"].group_by(SESSION).agg(themes_counted=pl.col("theme_id").n_unique())
    themes = tables["themes"].select(themes=pl.len())
    found = matched(tables["resolutions"], counted, on=list(SESSION))
    found = matched(found, tables["languages"].select("language", "finds_themes"), on=["language"])
    expected = pl.when("finds_themes").then("themes").otherwise(0)
    return (
        found.join(themes, how="cross", maintain_order="left")
        .with_columns(pl.col("themes_counted").fill_null(0))
        .with_columns((pl.col("themes_counted") == expected).alias(HOLDS))
    )


def every_deliverable_is_counted(tables: Tables) -> pl.LazyFrame:
    counted = (
        tables["request_frequency"].group_by(SESSION).agg(kinds_counted=pl.col("deliverable").n_unique())
    )
    words = tables["vocabulary"].filter(pl.col("family") == "request_word").group_by("language")
    found = matched(tables["resolutions"], counted, on=list(SESSION))
    found = matched(found, words.agg(kinds_known=pl.col("target").n_unique()), on=["language"])
    found = matched(found, tables["languages"].select("language", "finds_requests"), on=["language"])
    expected = pl.when("finds_requests").then(pl.col("kinds_known").fill_null(0)).otherwise(0)
    return found.with_columns(pl.col("kinds_counted").fill_null(0)).with_columns(
        (pl.col("kinds_counted") == expected).alias(HOLDS)
    )


def requests_are_those_found(tables: Tables) -> pl.LazyFrame:
    by = [*SESSION, "deliverable"]
    texts = tables["paragraphs"].select("paragraph_id", "document_id", "kind")
    found = matched(tables["report_requests"], texts, on=["paragraph_id"]).filter(
        pl.col("kind") == "operative"
    )
    found = matched(found, tables["resolutions"].select("document_id", *SESSION), on=["document_id"])
    counted = found.group_by(by).agg(
        requests_found=pl.len(), documents_found=pl.col("document_id").n_unique()
    )
    zeros = pl.col("requests_found", "documents_found").fill_null(0)
    same = _all(
        pl.col("requests") == pl.col("requests_found"),
        pl.col("documents_with_request") == pl.col("documents_found"),
    )
    rows = matched(tables["request_frequency"], counted, on=by)
    return rows.with_columns(zeros).with_columns(same.alias(HOLDS))


def every_session_is_covered(tables: Tables) -> pl.LazyFrame:
    covered = tables["session_coverage"].select(*SESSION, covered=True)
    return matched(tables["resolutions"], covered, on=list(SESSION)).with_columns(
        pl.col("covered").alias(HOLDS)
    )


def documents_are_those_held(tables: Tables) -> pl.LazyFrame:
    held = tables["resolutions"].group_by(SESSION).agg(held=pl.len())
    return matched(tables["session_coverage"], held, on=list(SESSION)).with_columns(
        (pl.col("documents") == pl.col("held")).alias(HOLDS)
    )


def parents_count_their_children(tables: Tables) -> pl.LazyFrame:
    themes = tables["themes"].select("theme_id", "parent_id")
    parents = tables["theme_frequency"].select(
        *SESSION, parent_id="theme_id", documents_with_parent="documents_with_theme"
    )
    found = matched(tables["theme_frequency"], themes, on=["theme_id"])
    found = matched(found, parents, on=[*SESSION, "parent_id"])
    counted = pl.col("documents_with_parent") >= pl.col("documents_with_theme")
    return found.with_columns((pl.col("parent_id").is_null() | counted).alias(HOLDS))


def totals_are_sums(tables: Tables) -> pl.LazyFrame:
    counts = ("documents", "documents_with_theme", "paragraphs_with_theme", "mentions")
    sums = tables["theme_frequency"].group_by("organ", "language", "theme_id").agg(
        pl.col(name).sum().alias(f"{name}_summed") for name in counts
    )  # fmt: skip
    found = matched(tables["theme_totals"], sums, on=["organ", "language", "theme_id"])
    return found.with_columns(
        _all(*(pl.col(name) == pl.col(f"{name}_summed") for name in counts)).alias(HOLDS)
    )


def _lift(of: str) -> pl.Expr:
    both, one, other = (pl.col(f"{of}s_with_{name}").cast(pl.Float64) for name in ("both", "theme", "other"))
    return _near(f"{of}_lift", both * pl.col(f"{of}s") / (one * other))


COVERAGE = (
    pl.when(pl.col("missing_numbers").is_not_null()).then(pl.lit("partial"))
    .when((pl.col("resolutions_indexed") == pl.col("resolutions_adopted")) & (pl.col("fictitious") == 0)).then(pl.lit("whole"))
    .otherwise(pl.lit("unknown"))
)  # fmt: skip
ACTIONS = pl.sum_horizontal("deciding", "directive", "evaluative", "reinforcing", "observing", "unclassified")
CLASSIFIED = pl.col("paragraphs") - pl.col("unclassified")
DATED = pl.col("first_on").is_not_null()

METRIC_RULES = (
    *(check for table in METRICS for check in rules_of(table)),
    rule("adopted_resolutions", "resolutions is not negative", pl.col("resolutions").fill_null(0) >= 0, shows=("resolutions",)),
    rule("resolutions", "its session has a row in session_coverage", every_session_is_covered, shows=("session", "language")),
    rule(
        "resolutions", "its session and language have a count for every theme", every_theme_is_counted,
        shows=("session", "language", "themes_counted", "themes"),
        why="A theme that no text of a session names has a row with zeros; a language without terms for themes has none.",
    ),
    rule(
        "session_coverage", "documents is the number of texts held here", documents_are_those_held, shows=("documents", "held"),
    ),
    rule(
        "session_coverage", "session_id is the organ, / and the session",
        pl.col("session_id") == pl.concat_str("organ", pl.lit("/"), "session"), shows=("session_id",),
    ),
    rule(
        "session_coverage", "coverage is what the index and the missing numbers say", pl.col("coverage") == COVERAGE,
        shows=("coverage", "resolutions_adopted", "resolutions_indexed", "missing_numbers", "fictitious"),
    ),
    rule(
        "theme_frequency", "mentions_per_1000_words is mentions by words times 1000",
        pl.when(pl.col("words") > 0)
        .then(_near("mentions_per_1000_words", pl.col("mentions") * 1000 / pl.col("words")))
        .otherwise(pl.col("mentions_per_1000_words") == 0),
        shows=("mentions_per_1000_words", "mentions", "words"),
    ),
    rule(
        "theme_frequency", "a paragraph with the theme is preambular or operative",
        pl.col("preambular_with_theme") + pl.col("operative_with_theme") == pl.col("paragraphs_with_theme"),
        shows=("paragraphs_with_theme", "preambular_with_theme", "operative_with_theme"),
    ),
    rule(
        "theme_frequency", "a broader theme is in at least the documents of each narrower one", parents_count_their_children,
        shows=("documents_with_theme", "parent_id", "documents_with_parent"),
    ),
    rule("theme_totals", "counts are the sums of theme_frequency", totals_are_sums, shows=("documents", "documents_with_theme", "mentions")),
    rule(
        "theme_change", "change is the difference of the shares and within its interval",
        _near("change", pl.col("document_share") - pl.col("document_share_before"))
        & (pl.col("change_low") <= pl.col("change")) & (pl.col("change") <= pl.col("change_high")),
        shows=("change", "change_low", "change_high", "document_share", "document_share_before"),
    ),
    rule(
        "theme_change", "p_value and q_value are between 0 and 1, q_value at least p_value",
        (pl.col("p_value") >= 0) & (pl.col("p_value") <= pl.col("q_value")) & (pl.col("q_value") <= 1),
        shows=("p_value", "q_value"),
    ),
    rule("theme_change", "year_before is before year", pl.col("year_before") < pl.col("year"), shows=("year_before",)),
    rule(
        "theme_cooccurrence", "lifts are the quotients of their counts", _lift("document") & _lift("paragraph"),
        shows=("document_lift", "paragraph_lift"),
    ),
    rule("theme_cooccurrence", "theme_id sorts before other_theme_id", pl.col("theme_id") < pl.col("other_theme_id")),
    rule(
        "theme_wording", "what paragraphs do adds up to the paragraphs", pl.col("paragraphs") == ACTIONS, shows=("paragraphs",),
    ),
    rule(
        "theme_wording", "strong_share is what decides and asks by what is classified",
        pl.when(CLASSIFIED > 0).then(_near("strong_share", (pl.col("deciding") + pl.col("directive")) / CLASSIFIED))
        .otherwise(pl.col("strong_share").is_null()),
        shows=("strong_share", "deciding", "directive", "paragraphs", "unclassified"),
    ),
    rule(
        "resolutions", "its session and language have a count for every kind of output", every_deliverable_is_counted,
        shows=("session", "language", "kinds_counted", "kinds_known"),
        why="What no text of a session asks for has a row with zeros; a language without words for requests has none.",
    ),
    rule(
        "request_frequency", "counts are those of report_requests", requests_are_those_found,
        shows=("documents_with_request", "documents_found", "requests", "requests_found"),
        why="In operative paragraphs and their items.",
    ),
    rule(
        "theme_instruments", "lift is at least paragraph_share", pl.col("lift") >= pl.col("paragraph_share"),
        shows=("lift", "paragraph_share"),
        why="It is divided by a share of all paragraphs, which is at most 1.",
    ),
    rule(
        "term_first_use", "the first day is not after the last, and known where documents before it are counted",
        pl.when(DATED).then((pl.col("first_on") <= pl.col("last_on")) & pl.col("documents_before").is_not_null())
        .otherwise(pl.col("last_on").is_null() & pl.col("documents_before").is_null()),
        shows=("first_on", "last_on", "documents_before"),
    ),
)  # fmt: skip
