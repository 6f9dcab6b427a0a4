-- Queues that supervisors have suspended or stopped.
CREATE TABLE live_shut_queue (
  queue TEXT PRIMARY KEY,
  data  TEXT NOT NULL
) STRICT;

-- When queues took calls and whom they turned away; a query must say these kinds in these words to use it.
CREATE INDEX journal_of_queue ON journal (queue, at)
  WHERE kind IN ('queue.suspended', 'queue.stopped', 'queue.resumed', 'call.turned-away');

-- For the calls of every device; those of one device have an index already.
CREATE INDEX leg_by_time ON leg (started_at);
