import type { Database } from './database.ts';

/** What a campaign has had since a time, of the attempts that are over. */
export interface CampaignSum {
  /** All but those that came to nothing by our own doing. */
  readonly attempts: number;
  /** Somebody has talked with an agent, or heard the whole message. */
  readonly answered: number;
  /** Of those, how many had the agent within the time asked for. */
  readonly inTime: number;
  readonly abandoned: number;
  /** Of those answered: from the answer to the agent, and with him. */
  readonly waitMs: number;
  readonly talkMs: number;
}

export class CampaignDays {
  readonly #sum;
  readonly #answeredBy;

  constructor(db: Database) {
    this.#sum = db.prepare<[number, string, number], CampaignSum>(
      `SELECT count(*) AS attempts,
         coalesce(sum(outcome = 'person'), 0) AS answered,
         coalesce(sum(outcome = 'person' AND coalesce(wait_ms, 0) <= ?), 0) AS inTime,
         coalesce(sum(outcome = 'abandoned'), 0) AS abandoned,
         coalesce(sum(iif(outcome = 'person', coalesce(wait_ms, 0), 0)), 0) AS waitMs,
         coalesce(sum(iif(outcome = 'person', ended_at - coalesce(answered_at, ended_at) - coalesce(wait_ms, 0), 0)), 0)
           AS talkMs
       FROM attempt WHERE campaign = ? AND begun_at >= ? AND outcome NOT IN ('network', 'cancelled')`,
    );
    this.#answeredBy = db.prepare<[string, number], { agent: string; count: number }>(
      `SELECT h.agent, count(*) AS count FROM attempt p JOIN history h ON h.call = p.call
       WHERE p.campaign = ? AND p.begun_at >= ? AND p.outcome = 'person' AND h.agent IS NOT NULL GROUP BY h.agent`,
    );
  }

  since(campaign: string, from: number, inTimeMs: number): CampaignSum {
    const none = { attempts: 0, answered: 0, inTime: 0, abandoned: 0, waitMs: 0, talkMs: 0 };
    return this.#sum.get(inTimeMs, campaign, from) ?? none;
  }

  /** How many of its calls each agent has had. */
  answeredBy(campaign: string, from: number): Map<string, number> {
    return new Map(this.#answeredBy.all(campaign, from).map(({ agent, count }) => [agent, count]));
  }
}
