-- What queues remember from call to call: whose turn it is, how long calls take.
CREATE TABLE live_queue_memory (
  queue TEXT PRIMARY KEY,
  data  TEXT NOT NULL
) STRICT;

-- What agents have done, by quarters of an hour.
CREATE TABLE live_tallies (
  agent TEXT PRIMARY KEY,
  data  TEXT NOT NULL
) STRICT;

-- Whom the callers of a queue spoke with last.
CREATE TABLE live_regular (
  queue  TEXT NOT NULL,
  number TEXT NOT NULL,
  agent  TEXT NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (queue, number)
) STRICT;
