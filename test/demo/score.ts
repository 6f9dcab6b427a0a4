import { round, summarize } from '../bench/stats.ts';
import type { CallSeen } from './floor.ts';

export type Outcome = 'answered' | 'abandoned' | 'failed' | 'lost';

export interface Verdict {
  readonly outcome: Outcome;
  /** A sentence, when something went wrong. */
  readonly why: string | null;
}

/** The result as it stands on the last line of standard output. */
export interface Score {
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
  readonly failed: number;
  readonly lost: number;
  readonly dispatchMsP50: number | null;
  readonly dispatchMsP99: number | null;
}

/** A busy machine stalls for less; a caller who hears nothing for longer has been dropped without a word. */
const mostGapMs = 3_000;

/** The outcome of one call, from what its phones saw and heard. */
export function judge({ acceptedAt, talk, ended, longestGapMs }: CallSeen): Verdict {
  const failed = (why: string): Verdict => ({ outcome: 'failed', why });
  if (acceptedAt === null) {
    const status = ended?.sipStatus ?? null;
    const refused = ended?.by === 'far end' && status !== null;
    return failed(refused ? `refused with ${status}` : 'nobody took the call');
  }
  if (ended === null) return failed('it never ended');
  if (longestGapMs > mostGapMs) {
    return { outcome: 'lost', why: `no sound for ${(longestGapMs / 1000).toFixed(1)} s` };
  }
  if (talk === null) {
    if (ended.by === 'caller') return { outcome: 'abandoned', why: null };
    return { outcome: 'lost', why: 'dropped while waiting' };
  }
  if (talk.callerHeardAt === null || talk.agentHeardAt === null) {
    const deaf = [
      ...(talk.callerHeardAt === null ? ['the caller'] : []),
      ...(talk.agentHeardAt === null ? ['the agent'] : []),
    ];
    return failed(`${deaf.join(' and ')} heard nothing`);
  }
  if (ended.by === 'far end' && !talk.agentHungUp) return { outcome: 'lost', why: 'dropped while talking' };
  return { outcome: 'answered', why: null };
}

/** `freed` has the moments at which each agent became free. */
export function scoreOf(calls: readonly CallSeen[], freed: ReadonlyMap<string, readonly number[]>): Score {
  const count = { answered: 0, abandoned: 0, failed: 0, lost: 0 };
  for (const call of calls) count[judge(call).outcome] += 1;
  const delays = summarize(calls.flatMap((call) => dispatchDelays(call, freed)));
  return {
    offered: calls.length,
    ...count,
    dispatchMsP50: delays === null ? null : round(delays.p50),
    dispatchMsP99: delays === null ? null : round(delays.p99),
  };
}

/**
 * For each offer: the time from when it became possible (the caller had called, the agent was free, no other phone
 * rang for this caller any more) to the INVITE at the agent's phone. Of an offer that passed on while the former phone
 * had not yet been told to stop there is no such time.
 */
function dispatchDelays(call: CallSeen, freed: ReadonlyMap<string, readonly number[]>): number[] {
  return call.offers.flatMap(({ agent, invitedAt }) => {
    const before = (at: number): boolean => at <= invitedAt;
    const free = (freed.get(agent) ?? []).filter(before);
    if (call.invitedAt === null || free.length === 0) return [];
    const former = call.offers.filter((other) => other.invitedAt < invitedAt);
    if (former.some(({ endedAt }) => endedAt !== null && !before(endedAt))) return [];
    const ended = former.flatMap(({ endedAt }) => endedAt ?? []);
    return [invitedAt - Math.max(call.invitedAt, ...free, ...ended)];
  });
}
