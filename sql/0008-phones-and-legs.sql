-- What phones are set to: forwards, do not disturb, how many messages wait.
CREATE TABLE live_device (
  phone TEXT PRIMARY KEY,
  data  TEXT NOT NULL
) STRICT;

-- What each device had of each call, in the order in which that ended.
CREATE TABLE leg (
  id           INTEGER PRIMARY KEY,
  leg          TEXT    NOT NULL,
  call         TEXT    NOT NULL,
  phone        TEXT,
  agent        TEXT,
  queue        TEXT,
  is_outgoing  INTEGER NOT NULL,
  started_at   INTEGER NOT NULL,
  ended_at     INTEGER NOT NULL,
  alerting_ms  INTEGER NOT NULL,
  connected_ms INTEGER NOT NULL,
  held_ms      INTEGER NOT NULL,
  other_number TEXT    NOT NULL,
  other_name   TEXT    NOT NULL,
  cause        TEXT,
  q850         INTEGER NOT NULL
) STRICT;

CREATE INDEX leg_of_call  ON leg (call);
CREATE INDEX leg_of_phone ON leg (phone, ended_at) WHERE phone IS NOT NULL;
CREATE INDEX leg_of_agent ON leg (agent, ended_at) WHERE agent IS NOT NULL;
CREATE INDEX leg_of_queue ON leg (queue, ended_at) WHERE queue IS NOT NULL;
