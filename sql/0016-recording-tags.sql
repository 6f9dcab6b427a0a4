-- What people say of calls: a text and stars. A row may be there before its call is over.
CREATE TABLE call_tag (
  call       TEXT    PRIMARY KEY,
  tag        TEXT    NOT NULL DEFAULT '',
  -- The same in small letters, to be searched: SQLite knows only those of English.
  folded     TEXT    NOT NULL DEFAULT '',
  -- 0: nobody has rated it.
  rating     INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 5),
  changed_at INTEGER NOT NULL,
  changed_by TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
