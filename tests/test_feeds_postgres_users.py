"""What users built on the tables in PostgreSQL stays, or a load is refused and says why.

Not here: the rows that are loaded (`test_feeds_postgres`).
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build_fixtures import ask as ask_warehouse
from tests.build_fixtures import sample_build
from tests.feeds_fixtures import change, feeds_home
from tests.feeds_loading import TITLE, as_set, count, load
from tests.postgres_server import PASSWORD, Postgres, ask, postgres
from warehouse.feeds.postgres_url import FeedsNotLoaded
from warehouse.marts import marts

__all__ = ["feeds_home", "postgres", "sample_build"]


def test_views_and_grants_of_users_survive_and_see_the_new_rows(feeds_home: Path, postgres: Postgres) -> None:
    load(feeds_home, postgres, "kept")
    postgres.run(
        f"CREATE ROLE analyst LOGIN PASSWORD '{PASSWORD}'",
        "GRANT USAGE ON SCHEMA kept TO analyst",
        "GRANT SELECT ON kept.dim_document TO analyst",
        "CREATE VIEW kept.titles AS SELECT DISTINCT title FROM kept.dim_document",
    )
    change(feeds_home, TITLE)
    load(feeds_home, postgres, "kept")
    with postgres.connected("analyst") as analyst:
        assert ask(analyst, "SELECT DISTINCT title FROM kept.dim_document") == [("Changed",)]
    assert postgres.ask("SELECT * FROM kept.titles") == [("Changed",)]


def of_an_older_version(server: Postgres, schema: str) -> None:
    """Makes dim_theme what an older version of the program left: another form."""
    [(comment,)] = server.ask(f"SELECT obj_description('{schema}.dim_theme'::regclass, 'pg_class')")
    older = f"{comment.partition('form ')[0]}form 00000000, words 00000000."
    server.run(
        f"ALTER TABLE {schema}.dim_theme DROP COLUMN level",
        f"COMMENT ON TABLE {schema}.dim_theme IS '{older}'",
    )


def test_a_table_whose_columns_changed_is_made_anew(feeds_home: Path, postgres: Postgres) -> None:
    load(feeds_home, postgres, "anew")
    of_an_older_version(postgres, "anew")
    load(feeds_home, postgres, "anew")
    assert postgres.ask("SELECT count(level) > 0 FROM anew.dim_theme") == [(True,)]


def test_what_depends_on_a_table_to_be_made_anew_is_named_and_kept(
    feeds_home: Path, postgres: Postgres
) -> None:
    load(feeds_home, postgres, "depended")
    of_an_older_version(postgres, "depended")
    postgres.run("CREATE VIEW depended.mine AS SELECT theme FROM depended.dim_theme")
    with pytest.raises(FeedsNotLoaded) as error:
        load(feeds_home, postgres, "depended")
    assert "cannot drop table depended.dim_theme because other objects depend on it" in str(error.value)
    assert "view depended.mine depends on table depended.dim_theme" in str(error.value)
    assert "Drop what depends on it, load again, then make that anew." in str(error.value)
    assert postgres.ask("SELECT count(*) > 0 FROM depended.mine") == [(True,)]


def notes(server: Postgres, schema: str, key: str) -> None:
    """A user's table beside ours: a note on each document, with a foreign key to it."""
    server.run(
        f"CREATE SCHEMA {schema}_mine",
        f"CREATE TABLE {schema}_mine.notes (document_id text DEFAULT '' REFERENCES {schema}.dim_document {key}, note text)",
        f"INSERT INTO {schema}_mine.notes SELECT document_id, 'mine' FROM {schema}.dim_document",
    )


@pytest.mark.parametrize("action", ["CASCADE", "SET NULL", "SET DEFAULT"])
@pytest.mark.parametrize("deferred", ["", "DEFERRABLE INITIALLY DEFERRED"])
def test_rows_of_users_that_would_go_with_ours_are_kept_and_their_foreign_key_is_named(
    feeds_home: Path, postgres: Postgres, action: str, deferred: str
) -> None:
    schema = f"cascade_{action[-4:].lower()}_{len(deferred)}"
    load(feeds_home, postgres, schema)
    notes(postgres, schema, f"ON DELETE {action} {deferred}")
    held = count(postgres, f"{schema}.dim_document")
    change(feeds_home, TITLE)
    with pytest.raises(FeedsNotLoaded) as error:
        load(feeds_home, postgres, schema)
    assert f"foreign key notes_document_id_fkey of {schema}_mine.notes, which refers to dim_document" in str(
        error.value
    )
    assert "Make it anew without ON DELETE and DEFERRABLE INITIALLY DEFERRED" in str(error.value)
    kept = "note = 'mine' AND document_id <> ''"
    assert count(postgres, f"{schema}_mine.notes", kept) == held > 0
    assert count(postgres, f"{schema}.dim_document", "title = 'Changed'") == 0


@pytest.mark.parametrize("key", ["", "ON DELETE RESTRICT DEFERRABLE INITIALLY DEFERRED"])
def test_a_foreign_key_that_hinders_a_load_is_named_with_what_to_do(
    feeds_home: Path, postgres: Postgres, key: str
) -> None:
    schema = f"plain_{len(key)}"
    load(feeds_home, postgres, schema)
    notes(postgres, schema, key)
    with pytest.raises(FeedsNotLoaded) as error:
        load(feeds_home, postgres, schema)
    assert 'foreign key constraint "notes_document_id_fkey" on table "notes"' in str(error.value)
    assert "Make it DEFERRABLE INITIALLY DEFERRED, without ON DELETE" in str(error.value)


def test_a_deferred_foreign_key_of_a_user_holds_over_a_load(feeds_home: Path, postgres: Postgres) -> None:
    load(feeds_home, postgres, "deferred")
    notes(postgres, "deferred", "DEFERRABLE INITIALLY DEFERRED")
    held = count(postgres, "deferred.dim_document")
    change(feeds_home, TITLE)
    load(feeds_home, postgres, "deferred")
    assert count(postgres, "deferred.dim_document", "title = 'Changed'") == held
    assert count(postgres, "deferred_mine.notes", "note = 'mine'") == held
    gone = "(SELECT min(document_id) FROM resolutions)"
    change(feeds_home, f"UPDATE resolutions SET document_id = document_id || 'x' WHERE document_id = {gone}")
    with pytest.raises(FeedsNotLoaded) as error:
        load(feeds_home, postgres, "deferred")
    assert "cannot commit: " in str(error.value)
    assert "first delete the rows that refer to what is no more" in str(error.value)
    assert count(postgres, "deferred_mine.notes", "note = 'mine'") == held


@pytest.mark.parametrize("action", ["NO ACTION", "CASCADE"])
def test_foreign_keys_between_our_tables_hold_over_a_load(
    feeds_home: Path, postgres: Postgres, action: str
) -> None:
    schema = f"between_{action[:2].lower()}"
    load(feeds_home, postgres, schema)
    paragraphs = count(postgres, f"{schema}.fact_paragraph")
    postgres.run(
        f"ALTER TABLE {schema}.fact_paragraph ADD FOREIGN KEY (document_id) "
        f"REFERENCES {schema}.dim_document ON DELETE {action}",
        f"ALTER TABLE {schema}.dim_theme ADD FOREIGN KEY (parent_theme_id) REFERENCES {schema}.dim_theme ON DELETE {action}",
    )
    change(feeds_home, TITLE)
    load(feeds_home, postgres, schema)
    assert count(postgres, f"{schema}.dim_document", "title <> 'Changed'") == 0
    assert count(postgres, f"{schema}.fact_paragraph") == paragraphs > 0
    assert count(postgres, f"{schema}.dim_theme") > 0


def test_rows_of_a_table_that_inherits_from_ours_are_kept(feeds_home: Path, postgres: Postgres) -> None:
    load(feeds_home, postgres, "inherited")
    postgres.run(
        "CREATE TABLE inherited.my_themes (extra text) INHERITS (inherited.dim_theme)",
        "INSERT INTO inherited.my_themes (theme_id, theme, extra) VALUES ('mine', 'Mine', 'kept')",
    )
    load(feeds_home, postgres, "inherited")
    assert postgres.ask("SELECT theme_id, extra FROM inherited.my_themes") == [("mine", "kept")]
    [(themes,)] = ask_warehouse(feeds_home, "SELECT count(*) FROM dim_theme")
    assert postgres.ask("SELECT count(*) FROM ONLY inherited.dim_theme") == [(themes,)]


@pytest.mark.parametrize("older", [False, True])
def test_columns_that_a_user_added_are_named_and_what_they_hold_is_kept(
    feeds_home: Path, postgres: Postgres, older: bool
) -> None:
    schema = f"added_{older}".lower()
    load(feeds_home, postgres, schema)
    if older:
        of_an_older_version(postgres, schema)
    postgres.run(
        f"ALTER TABLE {schema}.dim_theme ADD colour text, ADD note text",
        f"UPDATE {schema}.dim_theme SET colour = 'red'",
    )
    with pytest.raises(
        FeedsNotLoaded, match=rf"{schema}\.dim_theme has columns that were added to it.*: colour, note\. Move"
    ):
        load(feeds_home, postgres, schema)
    assert count(postgres, f"{schema}.dim_theme", "colour = 'red'") > 0


def test_a_column_named_as_one_of_a_later_version_is_its_users(feeds_home: Path, postgres: Postgres) -> None:
    load(feeds_home, postgres, "same_name")
    of_an_older_version(postgres, "same_name")
    postgres.run("ALTER TABLE same_name.dim_theme ADD level integer")
    with pytest.raises(FeedsNotLoaded, match=r"what they hold: level\."):
        load(feeds_home, postgres, "same_name")


def test_columns_that_a_user_added_to_a_table_that_is_no_more_are_kept(
    feeds_home: Path, postgres: Postgres
) -> None:
    load(feeds_home, postgres, "gone_added")
    postgres.run(
        "CREATE TABLE gone_added.fact_older (a text)",
        f"COMMENT ON TABLE gone_added.fact_older IS '{GONE.format('fact_older')}'",
        "ALTER TABLE gone_added.fact_older ADD note text",
    )
    with pytest.raises(FeedsNotLoaded, match=r"gone_added\.fact_older has columns .*: note\."):
        load(feeds_home, postgres, "gone_added")
    assert postgres.ask("SELECT note FROM gone_added.fact_older") == []


def test_a_column_that_postgresql_computes_is_computed_anew(feeds_home: Path, postgres: Postgres) -> None:
    load(feeds_home, postgres, "computed")
    computed = "ADD long integer GENERATED ALWAYS AS (length(theme)) STORED"
    postgres.run(f"ALTER TABLE computed.dim_theme {computed}")
    load(feeds_home, postgres, "computed")
    assert count(postgres, "computed.dim_theme", "long = length(theme)") > 0


@pytest.mark.parametrize(
    "change_of_user",
    [
        "DROP COLUMN level", "RENAME COLUMN level TO depth", "ALTER COLUMN level TYPE text",
        "DROP COLUMN level, ADD level integer",
    ],
)  # fmt: skip
def test_a_table_whose_columns_a_user_changed_has_ours_again(
    feeds_home: Path, postgres: Postgres, change_of_user: str
) -> None:
    postgres.run("DROP SCHEMA IF EXISTS changed CASCADE")
    load(feeds_home, postgres, "changed")
    rows = as_set(postgres.ask("SELECT * FROM changed.dim_theme"))
    postgres.run(f"ALTER TABLE changed.dim_theme {change_of_user}")
    load(feeds_home, postgres, "changed")
    columns = next(mart for mart in marts() if mart.name == "dim_theme").names
    assert as_set(postgres.ask(f"SELECT {', '.join(columns)} FROM changed.dim_theme")) == rows


@pytest.mark.parametrize(
    "made", ["CREATE VIEW {} AS SELECT 1 AS a", "CREATE SEQUENCE {}", "CREATE TYPE {} AS (a int)"]
)
def test_what_is_no_table_is_not_touched(feeds_home: Path, postgres: Postgres, made: str) -> None:
    postgres.run(
        "DROP SCHEMA IF EXISTS no_table CASCADE", "CREATE SCHEMA no_table", made.format("no_table.dim_theme")
    )
    with pytest.raises(FeedsNotLoaded, match=r"no_table\.dim_theme was not written by this program"):
        load(feeds_home, postgres, "no_table")


GONE = "Older. Written by hrcw feeds as {}, 1 columns, form 00000000, words 00000000."


def test_a_table_of_a_mart_that_is_no_more_is_dropped_and_no_other(
    feeds_home: Path, postgres: Postgres
) -> None:
    load(feeds_home, postgres, "gone")
    postgres.run(
        "CREATE TABLE gone.fact_older (a text)",
        f"COMMENT ON TABLE gone.fact_older IS '{GONE.format('fact_older')}'",
        "CREATE TABLE gone.renamed_by_a_user (a text)",
        f"COMMENT ON TABLE gone.renamed_by_a_user IS '{GONE.format('fact_older')}'",
        "CREATE TABLE gone.of_a_user (a text)",
    )
    load(feeds_home, postgres, "gone")
    tables = {
        row[0] for row in postgres.ask("SELECT tablename::text FROM pg_tables WHERE schemaname = 'gone'")
    }
    assert tables == {*(mart.name for mart in marts()), "renamed_by_a_user", "of_a_user"}


def test_what_depends_on_a_table_that_is_no_more_is_named_and_nothing_is_loaded(
    feeds_home: Path, postgres: Postgres
) -> None:
    load(feeds_home, postgres, "held")
    postgres.run(
        "CREATE TABLE held.fact_older (a text)",
        f"COMMENT ON TABLE held.fact_older IS '{GONE.format('fact_older')}'",
        "CREATE VIEW held.mine AS SELECT a FROM held.fact_older",
    )
    change(feeds_home, TITLE)
    with pytest.raises(FeedsNotLoaded, match=r"cannot drop held\.fact_older, which is no more: ") as error:
        load(feeds_home, postgres, "held")
    assert "view held.mine depends on table held.fact_older" in str(error.value)
    assert postgres.ask("SELECT count(*) FROM held.dim_document WHERE title = 'Changed'") == [(0,)]


def test_changed_meanings_are_carried_over_without_touching_the_table(
    feeds_home: Path, postgres: Postgres
) -> None:
    load(feeds_home, postgres, "words")
    was = "SELECT oid::bigint, obj_description(oid, 'pg_class') FROM pg_class WHERE oid = 'words.dim_theme'::regclass"
    [(oid, comment)] = postgres.ask(was)
    postgres.run(f"COMMENT ON TABLE words.dim_theme IS '{comment.partition(', words')[0]}, words 00000000.'")
    postgres.run("COMMENT ON COLUMN words.dim_theme.theme IS 'older'")
    load(feeds_home, postgres, "words")
    assert postgres.ask(was) == [(oid, comment)]
    assert postgres.ask("SELECT col_description('words.dim_theme'::regclass, 2)") == [("Name of the theme",)]


def test_a_table_of_somebody_else_is_not_touched(feeds_home: Path, postgres: Postgres) -> None:
    postgres.run("CREATE SCHEMA theirs", "CREATE TABLE theirs.dim_theme (mine text)")
    postgres.run("INSERT INTO theirs.dim_theme VALUES ('kept')")
    with pytest.raises(
        FeedsNotLoaded, match=r"theirs\.dim_theme was not written by this program\. Name another"
    ):
        load(feeds_home, postgres, "theirs")
    assert postgres.ask("SELECT * FROM theirs.dim_theme") == [("kept",)]
    assert (
        postgres.ask("SELECT 1 FROM pg_tables WHERE schemaname = 'theirs' AND tablename <> 'dim_theme'") == []
    )
