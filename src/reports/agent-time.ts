import type { Segment } from '../board/account.ts';
import { unreachable } from '../base/errors.ts';
import { percentOf } from './sum.ts';

/** The states in which agents are counted, coarser than those that are shown. */
export type CountedState = 'not-ready' | 'ready' | 'direct' | 'wrap-up' | 'busy';
export type AgentSegment = Extract<Segment, { subject: 'agent' }>;

export interface Share {
  readonly ms: number;
  readonly percent: number;
}

/** How an agent has spent the time since `from`. */
export interface AgentTime {
  /** Of the whole time; together 100 %. */
  readonly signedOut: Share;
  readonly signedIn: Share;
  /** Of the time signed in; together 100 %. */
  readonly states: Readonly<Record<CountedState, Share>>;
}

/** `null` for the state in which nobody is signed in. */
export function countedState(state: AgentSegment['state']): CountedState | null {
  switch (state) {
    case 'signed-out':
      return null;
    case 'not-ready':
    // Spared the next call for having refused one.
    case 'resting':
      return 'not-ready';
    case 'ready':
      return 'ready';
    case 'direct':
      return 'direct';
    case 'wrap-up':
      return 'wrap-up';
    // A call of a queue, from the first ring on.
    case 'offered':
    // Reads what he is to know of a campaign's contact.
    case 'previewing':
    case 'talking':
    case 'holding':
    case 'consulting':
      return 'busy';
    default:
      return unreachable(state);
  }
}

/** The segments of one agent, those that are open included; what lies before `from` or after `to` does not count. */
export function agentTime(segments: readonly Segment[], from: number, to: number): AgentTime {
  const spent: Record<CountedState, number> = { 'not-ready': 0, ready: 0, direct: 0, 'wrap-up': 0, busy: 0 };
  for (const segment of segments) {
    const state = segment.subject === 'agent' ? countedState(segment.state) : null;
    if (state === null) continue;
    spent[state] += Math.max(0, Math.min(segment.endAt, to) - Math.max(segment.startAt, from));
  }
  const whole = Math.max(0, to - from);
  const signedIn = Object.values(spent).reduce((sum, ms) => sum + ms, 0);
  const share = (ms: number, of: number): Share => ({ ms, percent: percentOf(ms, of) });
  return {
    signedOut: share(whole - signedIn, whole),
    signedIn: share(signedIn, whole),
    states: {
      'not-ready': share(spent['not-ready'], signedIn),
      ready: share(spent.ready, signedIn),
      direct: share(spent.direct, signedIn),
      'wrap-up': share(spent['wrap-up'], signedIn),
      busy: share(spent.busy, signedIn),
    },
  };
}
