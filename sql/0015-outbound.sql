-- Campaigns: whom they call, what became of it, and whom nobody may call. Times are UTC milliseconds.

-- A campaign's contacts come in lists: one for each upload.
-- An id is never given twice: what is on record of calls names contacts that may be gone.
CREATE TABLE list (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  campaign   TEXT NOT NULL,
  name       TEXT NOT NULL,
  -- Its contacts are not handed out while it is off.
  is_active  INTEGER NOT NULL DEFAULT 1,
  -- Lower ones first.
  priority   INTEGER NOT NULL DEFAULT 5000,
  -- IANA zone of all its numbers; null: by number.
  time_zone  TEXT,
  -- What its contacts see; null: as the campaign says.
  caller_id  TEXT,
  -- importing, ready, deleting. What a crash leaves of the first and the last is deleted at the next start.
  state      TEXT NOT NULL DEFAULT 'ready',
  -- Rows of the file that were turned down.
  rejected   INTEGER NOT NULL DEFAULT 0,
  created_at INTEGER NOT NULL,
  created_by TEXT NOT NULL,
  UNIQUE (campaign, name)
) STRICT;

CREATE TABLE contact (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  list       INTEGER NOT NULL REFERENCES list (id) ON DELETE CASCADE,
  campaign   TEXT NOT NULL,
  name       TEXT NOT NULL,
  priority   INTEGER NOT NULL,
  -- open, held (in the board's hands), finished, removed.
  state      TEXT NOT NULL,
  due_at     INTEGER NOT NULL,
  kind       TEXT NOT NULL,
  -- Who alone may have it.
  agent      TEXT,
  attempts   INTEGER NOT NULL DEFAULT 0,
  -- Index of the number that is to be called.
  next       INTEGER NOT NULL DEFAULT 0,
  note       TEXT NOT NULL DEFAULT '',
  -- JSON object of texts.
  data       TEXT NOT NULL,
  result     TEXT,
  is_success INTEGER NOT NULL DEFAULT 0,
  -- Why the gate has refused it last; null: it has not since the last attempt.
  refused    TEXT,
  -- The promised time of which its agent has been reminded.
  reminded   INTEGER,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;

-- The order in which a list's contacts are handed out. Lists that are off or half imported are not looked at.
CREATE INDEX contact_due ON contact (list, state, priority, due_at);

CREATE TABLE contact_number (
  contact      INTEGER NOT NULL REFERENCES contact (id) ON DELETE CASCADE,
  -- From 0, in the order in which they are tried.
  position     INTEGER NOT NULL,
  number       TEXT NOT NULL,
  -- JSON array of IANA zones.
  zones        TEXT NOT NULL,
  region       TEXT,
  state        TEXT NOT NULL DEFAULT 'open',
  attempts     INTEGER NOT NULL DEFAULT 0,
  not_before   INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER NOT NULL DEFAULT 0,
  -- JSON object: how often each outcome.
  outcomes     TEXT NOT NULL DEFAULT '{}',
  PRIMARY KEY (contact, position)
) STRICT, WITHOUT ROWID;

-- Whose a number is. No index: an upload fills it last, sorted by number, or each row would touch a page of its own.
CREATE TABLE number_contact (
  number  TEXT NOT NULL,
  contact INTEGER NOT NULL,
  PRIMARY KEY (number, contact)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER contact_number_gone AFTER DELETE ON contact_number BEGIN
  DELETE FROM number_contact WHERE number = OLD.number AND contact = OLD.contact;
END;

CREATE TABLE attempt (
  call        TEXT PRIMARY KEY,
  campaign    TEXT NOT NULL,
  contact     INTEGER,
  number      TEXT NOT NULL,
  mode        TEXT NOT NULL,
  agent       TEXT,
  trunk       TEXT,
  caller_id   TEXT NOT NULL,
  begun_at    INTEGER NOT NULL,
  answered_at INTEGER,
  detected    TEXT,
  wait_ms     INTEGER,
  ended_at    INTEGER NOT NULL,
  outcome     TEXT NOT NULL,
  -- JSON: what the gate said.
  verdict     TEXT NOT NULL,
  cause       INTEGER NOT NULL,
  sip         INTEGER
) STRICT;

CREATE INDEX attempt_of_campaign ON attempt (campaign, begun_at);
CREATE INDEX attempt_of_contact ON attempt (contact);
CREATE INDEX attempt_of_number ON attempt (number, begun_at);

-- Which campaign and contact a call was made for, and by which agent where nobody else had it.
DROP VIEW cdr;
CREATE VIEW cdr AS
SELECT
  (SELECT instance FROM live_meta)                                             AS UNITUID,
  call                                                                         AS UNIQUEID,
  datetime(started_at / 1000, 'unixepoch')                                     AS CALLDATE,
  src                                                                          AS SRC,
  dst                                                                          AS DST,
  (ended_at - started_at) / 1000                                               AS DURATION,
  talk_ms / 1000                                                               AS BILLSEC,
  disposition                                                                  AS DISPOSITION,
  queue                                                                        AS SKILL,
  "end"                                                                        AS SKILLEVENT,
  audio_file                                                                   AS AUDIOFILENAME,
  coalesce(agent, (SELECT a.agent FROM attempt a WHERE a.call = history.call)) AS UID,
  (SELECT a.campaign FROM attempt a WHERE a.call = history.call)               AS CAMPAIGNID,
  (SELECT CAST(a.contact AS TEXT) FROM attempt a WHERE a.call = history.call)  AS CONTID
FROM history;

-- What agents said came of calls; a later one of the same call corrects the former, which stays.
CREATE TABLE disposition (
  id       INTEGER PRIMARY KEY,
  call     TEXT NOT NULL,
  campaign TEXT NOT NULL,
  contact  INTEGER,
  agent    TEXT,
  said_by  TEXT,
  said_at  INTEGER NOT NULL,
  path     TEXT NOT NULL,
  action   TEXT NOT NULL,
  note     TEXT NOT NULL,
  data     TEXT NOT NULL,
  -- JSON of when and whom to call again; null: no.
  schedule TEXT
) STRICT;

CREATE INDEX disposition_of_call ON disposition (call);
CREATE INDEX disposition_of_campaign ON disposition (campaign, said_at);

-- Each time that the gate has said no.
CREATE TABLE refusal (
  id         INTEGER PRIMARY KEY,
  at         INTEGER NOT NULL,
  campaign   TEXT NOT NULL,
  contact    INTEGER,
  number     TEXT NOT NULL,
  agent      TEXT,
  reason     TEXT NOT NULL,
  detail     TEXT NOT NULL,
  until_when INTEGER
) STRICT;

CREATE INDEX refusal_of_campaign ON refusal (campaign, at);

-- Whom nobody may call: a number, or its beginning and an asterisk.
CREATE TABLE do_not_call (
  pattern    TEXT NOT NULL,
  -- '' for all campaigns.
  campaign   TEXT NOT NULL,
  source     TEXT NOT NULL,
  added_by   TEXT,
  added_at   INTEGER NOT NULL,
  expires_at INTEGER,
  note       TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (pattern, campaign)
) STRICT, WITHOUT ROWID;

-- How long the beginnings are that are barred: a number is looked up by these only.
CREATE INDEX do_not_call_beginning ON do_not_call (length(pattern)) WHERE pattern GLOB '*[*]';

CREATE TABLE live_campaign (
  campaign TEXT PRIMARY KEY,
  run      TEXT NOT NULL,
  data     TEXT NOT NULL
) STRICT;

CREATE TABLE live_contact (
  -- No primary key: the rows lie in the order in which contacts were handed over.
  contact  INTEGER NOT NULL UNIQUE,
  campaign TEXT NOT NULL,
  data     TEXT NOT NULL
) STRICT;
