-- When campaigns ran; a query must say these kinds in these words to use it.
CREATE INDEX journal_of_campaign ON journal (campaign, at)
  WHERE kind IN ('campaign.started', 'campaign.suspended', 'campaign.resumed', 'campaign.stopped', 'campaign.completed');
