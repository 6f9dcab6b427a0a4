-- Messages in the mailboxes of phones, those that are deleted included. The sound lies as `file` below Asterisk's
-- recordings; the deleted have none any more.
CREATE TABLE message (
  id          INTEGER PRIMARY KEY,
  message     TEXT    NOT NULL UNIQUE,
  phone       TEXT    NOT NULL,
  call        TEXT    NOT NULL,
  at          INTEGER NOT NULL,
  name        TEXT    NOT NULL,
  number      TEXT    NOT NULL,
  file        TEXT    NOT NULL,
  format      TEXT    NOT NULL,
  duration_ms INTEGER NOT NULL,
  heard_at    INTEGER,
  heard_by    TEXT,
  deleted_at  INTEGER,
  deleted_by  TEXT
) STRICT;

CREATE INDEX message_of_phone ON message (phone, id) WHERE deleted_at IS NULL;
