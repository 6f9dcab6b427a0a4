/** One of the things that keep a campaign from dialling now. */
export interface WhyNot {
  readonly code: WhyNotCode;
  /** For people, with the numbers that were compared. */
  readonly text: string;
  /** How many contacts, agents, callers or calls it is about; null where nothing is counted. */
  readonly count: number | null;
  /** When it may be over by time alone; null: not by itself. */
  readonly until: number | null;
}

export type WhyNotCode =
  | 'not-running'
  | 'line-down'
  | 'outside-hours'
  | 'agents-dial'
  | 'no-contacts'
  | 'contacts-later'
  | 'refused'
  | 'finished'
  | 'owner-away'
  | 'no-agents'
  | 'agents-busy'
  | 'reserved'
  | 'callers-waiting'
  | 'pacing'
  | 'most-calls'
  | 'per-second'
  | 'trunks';

export function because(
  code: WhyNotCode,
  text: string,
  count: number | null = null,
  until: number | null = null,
): WhyNot {
  return { code, text, count, until };
}
