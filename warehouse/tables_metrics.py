"""Tables of figures: each is a metric of `warehouse/metrics`, which says how it is counted; and what they are measured
against.

Here: their contracts. Not here: the counting, or the views that metrics share (`warehouse/views`).
"""

from __future__ import annotations

from warehouse import enumerations
from warehouse.contract import Column, Table
from warehouse.tables_columns import BOOLEAN, DATE, DOUBLE, INTEGER, STRING

ORGAN = Column("organ", STRING, "Organ that adopted the texts", values=enumerations.ORGANS)
SESSION = Column("session", STRING, "Session as the symbol writes it")
SESSION_ID = Column("session_id", STRING, "organ/session: HRC/30, see dim_session", required=True)
SESSION_KIND = Column(
    "session_kind", STRING, "Kind of session", required=True, values=enumerations.SESSION_KINDS
)
SESSION_NUMBER = Column("session_number", INTEGER, "Number of the session within its kind", required=True)
LANGUAGE = Column(
    "language", STRING, "Language of the texts counted, ISO 639-1", references="languages.language"
)
THEME = Column("theme_id", STRING, "Theme; it counts its narrower themes too", references="themes.theme_id")
DOCUMENTS = Column("documents", INTEGER, "Documents of the session: the denominator", required=True)
COVERAGE_OF_SESSION = Column(
    "coverage",
    STRING,
    "Whether the warehouse holds every resolution of the session, see session_coverage: a share of a partial session is one of what is held",
    required=True,
    values=enumerations.COVERAGES,
)  # fmt: skip
COVERAGE_OF_ALL = Column(
    "coverage",
    STRING,
    "Whether the warehouse holds every resolution of all sessions of those years, see organ_coverage",
    required=True,
    values=enumerations.COVERAGES,
)

OF_SESSION = (ORGAN, SESSION, SESSION_ID, SESSION_KIND, SESSION_NUMBER, LANGUAGE)
"""The session that a figure is about: its key, and what sorts and joins it."""


def count(name: str, comment: str, required: bool = True) -> Column:
    return Column(name, INTEGER, comment, required=required)


def quotient(name: str, part: str, whole: str) -> Column:
    return Column(name, DOUBLE, f"{part} / {whole}", required=True, quotient=(part, whole))


def interval(of: str, required: bool = True, on: str = "") -> tuple[Column, Column]:
    """The ends of the interval of a share; `on` says of which number, where not of its denominator."""
    return (
        Column(f"{of}_low", DOUBLE, f"Lower end of the Wilson 95 % interval of {of}{on}", required=required),
        Column(f"{of}_high", DOUBLE, f"Upper end of the Wilson 95 % interval of {of}{on}", required=required),
    )


def share(name: str, part: str, whole: str, on: str = "") -> tuple[Column, Column, Column]:
    return (quotient(name, part, whole), *interval(name, on=on))


EFFECTIVE = " on the effective number of paragraphs, see the function effective_number"


ADOPTED_RESOLUTIONS = Table(
    "adopted_resolutions",
    grain="one session that took place, with how many resolutions it adopted, by an index of adopted texts",
    key=("organ", "session"),
    columns=(
        Column("organ", STRING, "Organ", values=enumerations.ORGANS),
        Column("session", STRING, "Session as the symbol writes it: 30, S-35"),
        count("resolutions", "Resolutions adopted, numbered from 1 to this; null where the index leaves the session out", required=False),
        Column("year", INTEGER, "Year in which the session began", required=True),
        Column("source", STRING, "The index, or how else the session is known", required=True),
    ),
)  # fmt: skip

SESSION_COVERAGE = Table(
    "session_coverage",
    grain="one session of one organ in one language that has documents",
    key=("organ", "session", "language"),
    columns=(
        *OF_SESSION,
        count("documents", "Documents held: resolutions, decisions, statements, samples"),
        count("fictitious", "Those that are invented samples"),
        count("resolutions_held", "Different numbers of real resolutions held"),
        count("resolutions_adopted", "Resolutions that the session adopted: by the index, or at least as many as the highest number held in any language, where that is more or the index does not count it; null where neither tells", required=False),
        count("resolutions_indexed", "Those that the index counts (adopted_resolutions)", required=False),
        Column("is_indexed", BOOLEAN, "Whether the index counts the resolutions of the session", required=True),
        Column("missing_numbers", STRING, "Numbers up to resolutions_adopted that are not held: 3, 7–9; null where none is known to be missing"),
        Column("coverage", STRING, "whole: every resolution that the index counts is held, no number above its count, and no invented sample; partial: a number is known to be missing; else unknown", required=True, values=enumerations.COVERAGES),
    ),
)  # fmt: skip

THEME_FREQUENCY = Table(
    "theme_frequency",
    grain="one theme in one session of one organ in one language; a parent theme counts its children",
    key=("organ", "session", "language", "theme_id"),
    columns=(
        *OF_SESSION,
        THEME,
        DOCUMENTS,
        count("documents_with_theme", "Documents with at least one match"),
        *share("document_share", "documents_with_theme", "documents"),
        count("paragraphs", "Preambular and operative paragraphs of the session"),
        count("paragraphs_with_theme", "Those with at least one match"),
        count("preambular_with_theme", "Preambular paragraphs with a match"),
        count("operative_with_theme", "Operative paragraphs and items with a match"),
        count("mentions", "Matches"),
        count("words", "Words of those paragraphs: the denominator of the rate"),
        Column("mentions_per_1000_words", DOUBLE, "mentions / words × 1000", required=True),
        COVERAGE_OF_SESSION,
    ),
)

THEME_TOTALS = Table(
    "theme_totals",
    grain="one theme of one organ in one language, over all sessions held",
    key=("organ", "language", "theme_id"),
    columns=(
        ORGAN,
        LANGUAGE,
        THEME,
        count("documents", "Documents held: the denominator"),
        count("documents_with_theme", "Documents with at least one match"),
        *share("document_share", "documents_with_theme", "documents"),
        count("paragraphs_with_theme", "Preambular and operative paragraphs with at least one match"),
        count("mentions", "Matches in them"),
        count("sessions", "Sessions that the documents are of"),
        COVERAGE_OF_ALL,
    ),
)

THEME_CHANGE = Table(
    "theme_change",
    grain="one theme of one organ in one language in one year, compared with the last year before it that has documents",
    key=("organ", "language", "theme_id", "year"),
    columns=(
        ORGAN,
        LANGUAGE,
        THEME,
        Column("year", INTEGER, "Year in which the sessions of the documents began, see document_years"),
        count("documents", "Documents of the sessions that began in the year: the denominator"),
        count("documents_with_theme", "Those with at least one match"),
        quotient("document_share", "documents_with_theme", "documents"),
        count("year_before", "The last year before it that has documents"),
        count("documents_before", "Documents of that year"),
        count("documents_with_theme_before", "Those with at least one match"),
        quotient("document_share_before", "documents_with_theme_before", "documents_before"),
        Column("change", DOUBLE, "document_share - document_share_before", required=True),
        Column("change_low", DOUBLE, "Lower end of the 95 % interval of change (Newcombe)", required=True),
        Column("change_high", DOUBLE, "Upper end of the 95 % interval of change (Newcombe)", required=True),
        Column("p_value", DOUBLE, "Fisher's exact test of the two shares, two-sided", required=True),
        Column("q_value", DOUBLE, "p_value after Benjamini and Hochberg over the themes of this organ, language and year alone", required=True),
        Column("coverage", STRING, "Whether every session of both years is held whole, and none is absent: else a change may be one of what is held", required=True, values=enumerations.COVERAGES),
    ),
)  # fmt: skip

THEME_COOCCURRENCE = Table(
    "theme_cooccurrence",
    grain="two themes that a document of one organ in one language names both of",
    key=("organ", "language", "theme_id", "other_theme_id"),
    columns=(
        ORGAN,
        LANGUAGE,
        Column("theme_id", STRING, "The theme of the two whose identifier sorts first", references="themes.theme_id"),
        Column("other_theme_id", STRING, "The other", references="themes.theme_id"),
        count("documents", "Documents held: the denominator"),
        count("documents_with_theme", "Documents that name theme_id"),
        count("documents_with_other", "Documents that name other_theme_id"),
        count("documents_with_both", "Documents that name both, in words of their own"),
        Column("document_lift", DOUBLE, "documents_with_both by those expected if the two were independent; 1 is chance", required=True),
        count("paragraphs", "Preambular and operative paragraphs held: the denominator"),
        count("paragraphs_with_theme", "Those that name theme_id"),
        count("paragraphs_with_other", "Those that name other_theme_id"),
        count("paragraphs_with_both", "Those that name both, in words of their own"),
        Column("paragraph_lift", DOUBLE, "paragraphs_with_both by those expected if the two were independent; 1 is chance", required=True),
        COVERAGE_OF_ALL,
    ),
)  # fmt: skip

THEME_WORDING = Table(
    "theme_wording",
    grain="one theme in one session of one organ in one language that operative paragraphs name it in",
    key=("organ", "session", "language", "theme_id"),
    columns=(
        *OF_SESSION,
        THEME,
        count("paragraphs", "Operative paragraphs and items that name the theme"),
        count("deciding", "Those that decide: Decides, Establishes"),
        count("directive", "Those that ask: Requests, Urges, Calls upon"),
        count("evaluative", "Those that judge: Welcomes, Condemns, Expresses concern"),
        count("reinforcing", "Those that reaffirm or stress"),
        count("observing", "Those that note or recall"),
        count("unclassified", "Those whose lead phrase is not known"),
        Column("strong_share", DOUBLE, "(deciding + directive) / (paragraphs - unclassified); null where that divides by 0"),
        *interval("strong_share", required=False, on=EFFECTIVE),
        COVERAGE_OF_SESSION,
    ),
)  # fmt: skip

TERM_FIRST_USE = Table(
    "term_first_use",
    grain="one term of the vocabulary that found a theme in texts of one organ in one language",
    key=("organ", "language", "rule", "theme_id"),
    columns=(
        ORGAN,
        LANGUAGE,
        Column("rule", STRING, "The entry of the vocabulary", references="vocabulary.rule"),
        Column("theme_id", STRING, "The theme it finds", references="themes.theme_id"),
        Column("term", STRING, "The words, in the notation of the vocabulary"),
        Column("first_on", DATE, "Day of the first text that has it; null where none of them has a day"),
        Column("first_document_id", STRING, "That text", required=True, references="resolutions.document_id"),
        Column("first_paragraph_id", STRING, "The paragraph in it", required=True, references="paragraphs.paragraph_id"),
        Column("first_surface", STRING, "The words there", required=True),
        count("documents_before", "Documents held from days before: so many did not use it; 0 means that nothing is known of earlier use", required=False),
        Column("last_on", DATE, "Day of the last text that has it"),
        count("documents", "Documents that have it"),
        count("mentions", "How often they have it"),
        COVERAGE_OF_ALL,
    ),
)  # fmt: skip

THEME_ADDRESSEES = Table(
    "theme_addressees",
    grain="one actor addressed by operative paragraphs of one organ in one language that name one theme",
    key=("organ", "language", "theme_id", "actor_id"),
    columns=(
        ORGAN,
        LANGUAGE,
        THEME,
        Column("actor_id", STRING, "The actor addressed", references="actors.actor_id"),
        count("paragraphs", "Operative paragraphs and items that name the theme and address anyone: the denominator"),
        count("paragraphs_addressing", "Those that address this actor"),
        count("documents_addressing", "The documents they stand in"),
        *share("paragraph_share", "paragraphs_addressing", "paragraphs", on=EFFECTIVE),
        COVERAGE_OF_ALL,
    ),
)  # fmt: skip

THEME_INSTRUMENTS = Table(
    "theme_instruments",
    grain="one instrument cited by paragraphs of one organ in one language that name one theme",
    key=("organ", "language", "theme_id", "instrument_id"),
    columns=(
        ORGAN,
        LANGUAGE,
        THEME,
        Column("instrument_id", STRING, "The instrument cited", references="instruments.instrument_id"),
        count("paragraphs", "Preambular and operative paragraphs that name the theme: the denominator"),
        count("paragraphs_citing", "Those that cite this instrument"),
        count("documents_citing", "The documents they stand in"),
        *share("paragraph_share", "paragraphs_citing", "paragraphs", on=EFFECTIVE),
        Column("lift", DOUBLE, "paragraph_share by the share of all paragraphs that cite it; 1 is chance", required=True),
        COVERAGE_OF_ALL,
    ),
)  # fmt: skip

ACTOR_FREQUENCY = Table(
    "actor_frequency",
    grain="one actor named in one session of one organ in one language",
    key=("organ", "session", "language", "actor_id"),
    columns=(
        *OF_SESSION,
        Column("actor_id", STRING, "The actor", references="actors.actor_id"),
        DOCUMENTS,
        count("documents_naming", "Documents that name it in a preambular or operative paragraph"),
        count("documents_addressing", "Documents that address it in such a paragraph"),
        count("paragraphs_addressing", "Preambular and operative paragraphs and items that address it"),
        *share("document_share", "documents_addressing", "documents"),
        COVERAGE_OF_SESSION,
    ),
)

INSTRUMENT_FREQUENCY = Table(
    "instrument_frequency",
    grain="one instrument cited in one session of one organ in one language",
    key=("organ", "session", "language", "instrument_id"),
    columns=(
        *OF_SESSION,
        Column("instrument_id", STRING, "The instrument", references="instruments.instrument_id"),
        DOCUMENTS,
        count("documents_citing", "Documents that cite it"),
        count("citations", "Citations in their preambular and operative paragraphs and in footnotes"),
        *share("document_share", "documents_citing", "documents"),
        COVERAGE_OF_SESSION,
    ),
)

REQUEST_FREQUENCY = Table(
    "request_frequency",
    grain="one kind of output in one session of one organ in one language that has words for what is asked for",
    key=("organ", "session", "language", "deliverable"),
    columns=(
        *OF_SESSION,
        Column("deliverable", STRING, "What is asked for", values=enumerations.DELIVERABLES),
        DOCUMENTS,
        count("documents_with_any_request", "Documents that ask for any output, of whatever kind: the same in each row of the session"),
        count("documents_with_request", "Documents that ask for such an output in an operative paragraph or item"),
        *share("document_share", "documents_with_request", "documents"),
        count("outputs", "Such outputs asked for there: one for several organs or sessions is one"),
        count("requests", "Their rows of report_requests: one for each organ and session that the output is for"),
        COVERAGE_OF_SESSION,
    ),
)  # fmt: skip
