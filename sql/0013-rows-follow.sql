-- The last entry of the journal that all other rows have in them: rows are written some turns at a time, and what a
-- crash keeps from them is made again from the journal at the next start.
ALTER TABLE live_meta ADD COLUMN seq INTEGER NOT NULL DEFAULT 0;
UPDATE live_meta SET seq = (SELECT coalesce(max(seq), 0) FROM journal);
