-- What is still to be sent to receivers outside, in the order in which it is sent: a delivered row is deleted. Rows of
-- one lane are sent one after the other; a dead one waits for somebody to replay or discard it.
CREATE TABLE outbox (
  -- Never given twice, so that a replayed row keeps its place.
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  delivery   TEXT    NOT NULL,
  endpoint   TEXT    NOT NULL,
  lane       TEXT    NOT NULL,
  event      TEXT    NOT NULL,
  payload    TEXT    NOT NULL,
  created_at INTEGER NOT NULL,
  -- The age at which it is given up counts from here: a replay begins anew.
  since      INTEGER NOT NULL,
  attempts   INTEGER NOT NULL DEFAULT 0,
  retry_at   INTEGER NOT NULL DEFAULT 0,
  status     INTEGER,
  error      TEXT,
  dead_at    INTEGER,
  UNIQUE (delivery, endpoint)
) STRICT;

CREATE INDEX outbox_of_lane  ON outbox (lane, id)     WHERE dead_at IS NULL;
CREATE INDEX outbox_waiting  ON outbox (endpoint, id) WHERE dead_at IS NULL;
CREATE INDEX outbox_dead     ON outbox (endpoint, id) WHERE dead_at IS NOT NULL;

-- How far the journal has been turned into rows, and what must be remembered to go on from there. Written together
-- with the rows, so that none is lost and none is made twice.
CREATE TABLE outbox_cursor (
  id   INTEGER PRIMARY KEY CHECK (id = 1),
  seq  INTEGER NOT NULL,
  data TEXT    NOT NULL
) STRICT;

CREATE TABLE outbox_endpoint (
  endpoint     TEXT    PRIMARY KEY,
  delivered    INTEGER NOT NULL DEFAULT 0,
  delivered_at INTEGER,
  failed_at    INTEGER,
  error        TEXT
) STRICT;
