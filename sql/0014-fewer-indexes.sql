-- Nothing is looked for by these: what became of a call is in the journal, and agents' time is looked for by agent.
DROP INDEX IF EXISTS leg_of_call;
DROP INDEX IF EXISTS segment_of_call;
DROP INDEX IF EXISTS visit_of_call;
DROP INDEX IF EXISTS segment_of_queue;
CREATE INDEX segment_of_queue ON segment (queue, end_at) WHERE subject = 'call' AND queue IS NOT NULL;
