-- Every office that was ever in force, as JSON: what was read from its file, without comments and without passwords.
CREATE TABLE office_version (
  version  INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL,
  "by"     TEXT    NOT NULL,
  document TEXT    NOT NULL
) STRICT;

CREATE TABLE credential (
  user         TEXT    PRIMARY KEY,
  hash         TEXT    NOT NULL,
  failures     INTEGER NOT NULL DEFAULT 0,
  locked_until INTEGER,
  changed_at   INTEGER NOT NULL
) STRICT;

-- Signed-in users. Only a hash of each token is kept, so that reading the file signs nobody in.
CREATE TABLE session (
  token_hash TEXT    PRIMARY KEY,
  user       TEXT    NOT NULL REFERENCES credential (user) ON DELETE CASCADE,
  created_at INTEGER NOT NULL,
  expires_at INTEGER NOT NULL
) STRICT;

CREATE INDEX session_of_user ON session (user);
