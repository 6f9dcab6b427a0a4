-- Calls that are promised and still to come, by when.
CREATE INDEX contact_promised ON contact (due_at) WHERE kind = 'call-back' AND state IN ('open', 'held');

-- Calls of campaigns as lists of them are read: of all, and of one agent.
CREATE INDEX attempt_by_time ON attempt (begun_at);
CREATE INDEX attempt_of_agent ON attempt (agent, begun_at);
