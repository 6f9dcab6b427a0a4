-- Recordings that are over. Their tracks, one a party, lie as files below Asterisk's recordings until they are mixed;
-- `data` has them and the gaps; `tracks_left` is 1 from when they are mixed until they are deleted. `file` is the mix, below the folder of recordings.
CREATE TABLE recording (
  id          INTEGER PRIMARY KEY,
  recording   TEXT    NOT NULL UNIQUE,
  call        TEXT    NOT NULL,
  queue       TEXT,
  src         TEXT    NOT NULL,
  src_name    TEXT    NOT NULL,
  dst         TEXT    NOT NULL,
  started_at  INTEGER NOT NULL,
  ended_at    INTEGER NOT NULL,
  data        TEXT    NOT NULL,
  state       TEXT    NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'mixed', 'empty', 'failed')),
  file        TEXT,
  stereo_file TEXT,
  duration_ms INTEGER,
  mixed_at    INTEGER,
  attempts    INTEGER NOT NULL DEFAULT 0,
  retry_at    INTEGER NOT NULL DEFAULT 0,
  error       TEXT,
  tracks_left INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX recording_of_call  ON recording (call);
CREATE INDEX recording_by_time  ON recording (started_at);
CREATE INDEX recording_of_queue ON recording (queue, started_at) WHERE queue IS NOT NULL;
CREATE INDEX recording_waiting  ON recording (retry_at)          WHERE state = 'waiting';
CREATE INDEX recording_tracks   ON recording (id)                WHERE tracks_left = 1;

-- Whose voices are in it, of those who belong to the office.
CREATE TABLE recording_agent (
  recording TEXT NOT NULL REFERENCES recording (recording) ON DELETE CASCADE,
  agent     TEXT NOT NULL,
  PRIMARY KEY (agent, recording)
) STRICT, WITHOUT ROWID;

CREATE INDEX recording_agents ON recording_agent (recording);

-- Who listened to which recording, and when.
CREATE TABLE recording_access (
  id        INTEGER PRIMARY KEY,
  at        INTEGER NOT NULL,
  user      TEXT    NOT NULL,
  recording TEXT    NOT NULL,
  variant   TEXT    NOT NULL
) STRICT;

CREATE INDEX recording_access_of ON recording_access (recording, at);

CREATE TRIGGER recording_access_is_not_changed BEFORE UPDATE ON recording_access
BEGIN
  SELECT RAISE(ABORT, 'who listened when is not changed');
END;

CREATE TRIGGER recording_access_is_not_deleted BEFORE DELETE ON recording_access
BEGIN
  SELECT RAISE(ABORT, 'who listened when is not deleted');
END;
