-- Copies of the directories that tell whose a number is. A directory of the office has no owner: its name is its id in
-- the office file. The others are users' own. Numbers are as their source has them: what is searched is made of them
-- by the dialling rules of the office in force.
CREATE TABLE directory (
  id        INTEGER PRIMARY KEY,
  owner     TEXT,
  name      TEXT    NOT NULL,
  synced_at INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX directory_of_office ON directory (name)        WHERE owner IS NULL;
CREATE UNIQUE INDEX directory_of_user   ON directory (owner, name) WHERE owner IS NOT NULL;

-- In the order of the source.
CREATE TABLE directory_entry (
  id          INTEGER PRIMARY KEY,
  directory   INTEGER NOT NULL REFERENCES directory (id) ON DELETE CASCADE,
  number      TEXT    NOT NULL,
  name        TEXT    NOT NULL,
  number_type TEXT    CHECK (number_type IN ('work', 'home', 'mobile', 'ip')),
  company     TEXT
) STRICT;

CREATE INDEX directory_entry_of ON directory_entry (directory);
