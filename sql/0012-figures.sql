-- What visits tell of the wait that callers were told: when they were told it first, and what.
ALTER TABLE visit ADD COLUMN told_at INTEGER;
ALTER TABLE visit ADD COLUMN told_ms INTEGER;

-- Whether somebody who gave up was spoken with later; whether callers come again.
CREATE INDEX visit_of_number ON visit (number, since) WHERE number <> '';
CREATE INDEX leg_to_number ON leg (other_number, started_at)
  WHERE is_outgoing = 1 AND phone IS NOT NULL AND other_number <> '';

-- How offers ended, and which talks were sent on; queries must say these kinds in these words to use the indexes.
CREATE INDEX journal_of_offers ON journal (queue, at) WHERE kind IN ('offer.ended', 'call.connected');
CREATE INDEX journal_of_transfers ON journal (at) WHERE kind = 'leg.regrouped';
