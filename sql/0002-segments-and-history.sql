-- Closed stretches of time. Those of a call tile the time from its arrival to its end, those of an agent the time
-- from sign-in to sign-out. Reports are queries on them.
CREATE TABLE segment (
  id       INTEGER PRIMARY KEY,
  subject  TEXT    NOT NULL CHECK (subject IN ('call', 'agent')),
  state    TEXT    NOT NULL,
  start_at INTEGER NOT NULL,
  end_at   INTEGER NOT NULL,
  call     TEXT,
  agent    TEXT,
  queue    TEXT,
  reason   TEXT
) STRICT;

-- A segment is written when it ends, so these only ever grow at their right edge.
CREATE INDEX segment_by_time  ON segment (end_at);
CREATE INDEX segment_of_call  ON segment (call)          WHERE subject = 'call';
CREATE INDEX segment_of_agent ON segment (agent, end_at) WHERE subject = 'agent';
CREATE INDEX segment_of_queue ON segment (queue, end_at) WHERE queue IS NOT NULL;

-- One row for each call that is over, in the order in which they ended.
CREATE TABLE history (
  id          INTEGER PRIMARY KEY,
  call        TEXT    NOT NULL UNIQUE,
  started_at  INTEGER NOT NULL,
  ended_at    INTEGER NOT NULL,
  src         TEXT    NOT NULL,
  src_name    TEXT    NOT NULL,
  dst         TEXT    NOT NULL,
  queue       TEXT,
  agent       TEXT,
  wait_ms     INTEGER NOT NULL,
  talk_ms     INTEGER NOT NULL,
  disposition TEXT    NOT NULL,
  "end"       TEXT    NOT NULL,
  cause       INTEGER NOT NULL,
  audio_file  TEXT,
  campaign    TEXT,
  contact     TEXT
) STRICT;

CREATE INDEX history_by_time  ON history (started_at);
CREATE INDEX history_of_src   ON history (src, started_at);
CREATE INDEX history_of_queue ON history (queue, started_at) WHERE queue IS NOT NULL;
CREATE INDEX history_of_agent ON history (agent, started_at) WHERE agent IS NOT NULL;

-- The same under the titles that call detail records usually have. CALLDATE is UTC, durations are whole seconds.
CREATE VIEW cdr AS
SELECT
  (SELECT instance FROM live_meta)            AS UNITUID,
  call                                        AS UNIQUEID,
  datetime(started_at / 1000, 'unixepoch')    AS CALLDATE,
  src                                         AS SRC,
  dst                                         AS DST,
  (ended_at - started_at) / 1000              AS DURATION,
  talk_ms / 1000                              AS BILLSEC,
  disposition                                 AS DISPOSITION,
  queue                                       AS SKILL,
  "end"                                       AS SKILLEVENT,
  audio_file                                  AS AUDIOFILENAME,
  agent                                       AS UID,
  campaign                                    AS CAMPAIGNID,
  contact                                     AS CONTID
FROM history;

-- Callers whom Asterisk cut off and whom somebody should call back.
CREATE TABLE callback (
  call      TEXT    PRIMARY KEY,
  at        INTEGER NOT NULL,
  queue     TEXT    NOT NULL,
  name      TEXT    NOT NULL,
  number    TEXT    NOT NULL,
  waited_ms INTEGER NOT NULL,
  done_at   INTEGER,
  done_by   TEXT
) STRICT;
