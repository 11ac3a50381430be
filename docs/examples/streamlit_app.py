"""A theme over the sessions of an organ, from the published warehouse: streamlit run docs/examples/streamlit_app.py

The file is opened read-only once for each rerun and closed at its end: all figures of a page are of one publication, and
the next rerun shows what was published since.
"""

import os
from pathlib import Path

import altair as alt
import duckdb
import pandas as pd
import streamlit as st

WAREHOUSE = Path(os.environ.get("HRCW_HOME", "hrcw-home")) / "warehouse.duckdb"
FREQUENCY = """
    SELECT session, documents, documents_with_theme, document_share, document_share_low, document_share_high, coverage
    FROM theme_frequency
    WHERE organ = ? AND language = ? AND theme_id = ?
    ORDER BY session_kind, session_number, session
"""
CHOICES = "SELECT DISTINCT organ, language, theme_id, theme FROM theme_frequency JOIN dim_theme USING (theme_id) ORDER BY theme"


def chosen(choices: pd.DataFrame) -> tuple[str, str, str]:
    """The organ, language and theme that the reader picks."""
    left, middle, right = st.columns(3)
    organ = left.selectbox("Organ", sorted(choices["organ"].unique()))
    choices = choices[choices["organ"] == organ]
    language = middle.selectbox("Language", sorted(choices["language"].unique()))
    names = choices[choices["language"] == language].set_index("theme_id")["theme"].to_dict()
    return organ, language, right.selectbox("Theme", names, format_func=names.__getitem__)


def chart(sessions: pd.DataFrame) -> alt.LayerChart:
    """The share of each session with its interval; the shape says whether the session is held whole."""
    across = alt.Chart(sessions).encode(alt.X("session", sort=None, title="Session"))
    title, scale = "Share of documents naming the theme", alt.Scale(domain=[0, 1])
    interval = across.mark_rule().encode(
        alt.Y("document_share_low", title=title, scale=scale), alt.Y2("document_share_high")
    )
    share = across.mark_point(size=80, filled=True).encode(
        alt.Y("document_share"),
        alt.Shape("coverage", title="Session held"),
        alt.Tooltip(list(sessions.columns)),
    )
    return interval + share


def show(warehouse: duckdb.DuckDBPyConnection) -> None:
    sessions = warehouse.execute(FREQUENCY, list(chosen(warehouse.sql(CHOICES).df()))).df()
    st.altair_chart(chart(sessions), width="stretch")
    st.caption(
        "Share of the documents of a session that are held here; lines are Wilson 95 % intervals. Of a session that is not"
        " held whole, the share says something about that part only."
    )
    st.table(sessions)
    [published] = warehouse.execute("SELECT max(published_at) FROM publication").fetchone() or [None]
    st.caption(f"Published on {published:%d %B %Y at %H:%M:%S} UTC")


st.set_page_config("Themes over sessions", layout="wide")
st.title("Themes over sessions")
if not WAREHOUSE.is_file():
    st.error(f"There is no warehouse at {WAREHOUSE}. Make one with: hrcw build; or set HRCW_HOME.")
    st.stop()
with duckdb.connect(str(WAREHOUSE), read_only=True) as opened:
    show(opened)
