-- Callers' stays in queues, each with its one end: every figure of a queue is a query on them.
CREATE TABLE visit (
  id          INTEGER PRIMARY KEY,
  call        TEXT NOT NULL,
  queue       TEXT NOT NULL,
  -- Since when in this queue, and since when waiting at all. UTC milliseconds.
  since       INTEGER NOT NULL,
  entered_at  INTEGER NOT NULL,
  position    INTEGER NOT NULL,
  -- When an agent picked up, and when they heard each other or the caller left.
  answered_at INTEGER,
  ended_at    INTEGER NOT NULL,
  outcome     TEXT NOT NULL,
  agent       TEXT,
  offers      INTEGER NOT NULL,
  is_callback INTEGER NOT NULL,
  is_return   INTEGER NOT NULL,
  number      TEXT NOT NULL,
  name        TEXT NOT NULL,
  dialled     TEXT NOT NULL
) STRICT;

CREATE INDEX visit_of_queue ON visit (queue, since);
CREATE INDEX visit_of_call ON visit (call);
