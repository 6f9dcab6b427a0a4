-- Every time in the ledger is in milliseconds since 1970, UTC.

-- All that has happened, in order: the truth from which every other row on calls and agents can be made again.
-- What stands in a column of its own is left out of `data`, the rest of the fact as JSON.
CREATE TABLE journal (
  seq      INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL,
  kind     TEXT    NOT NULL,
  call     TEXT,
  agent    TEXT,
  queue    TEXT,
  campaign TEXT,
  data     TEXT    NOT NULL
) STRICT;

CREATE INDEX journal_of_call ON journal (call) WHERE call IS NOT NULL;

CREATE TRIGGER journal_is_not_changed BEFORE UPDATE ON journal
BEGIN
  SELECT RAISE(ABORT, 'the journal is append-only');
END;

CREATE TRIGGER journal_is_not_deleted BEFORE DELETE ON journal
BEGIN
  SELECT RAISE(ABORT, 'the journal is append-only');
END;

-- How things are now, so that a start need not read the journal. `data` is the whole; the columns beside it are for
-- people. The ids give the order in which calls came.
CREATE TABLE live_meta (
  id                  INTEGER PRIMARY KEY CHECK (id = 1),
  instance            TEXT    NOT NULL,
  next_call           INTEGER NOT NULL,
  line_is_up          INTEGER NOT NULL,
  asterisk_started_at INTEGER NOT NULL
) STRICT;

CREATE TABLE live_office (
  id   INTEGER PRIMARY KEY CHECK (id = 1),
  data TEXT    NOT NULL
) STRICT;

CREATE TABLE live_call (
  id     INTEGER PRIMARY KEY,
  call   TEXT    NOT NULL UNIQUE,
  phase  TEXT    NOT NULL,
  since  INTEGER NOT NULL,
  number TEXT    NOT NULL,
  queue  TEXT,
  agent  TEXT,
  data   TEXT    NOT NULL
) STRICT;

CREATE TABLE live_agent (
  id    INTEGER PRIMARY KEY,
  agent TEXT    NOT NULL UNIQUE,
  state TEXT    NOT NULL,
  since INTEGER NOT NULL,
  phone TEXT,
  call  TEXT,
  data  TEXT    NOT NULL
) STRICT;
