import type { Fact } from '../../board/fact.ts';
import { countsInWords } from './barriers.ts';

/** What a decision about a call was, and why, in a sentence; null for what is none. */
export function inWords(fact: Fact): string | null {
  switch (fact.kind) {
    case 'call.arrived':
      return `came from ${fact.caller.number === '' ? 'an unknown number' : fact.caller.number} for ${fact.dialled}`;
    case 'call.queued':
      return `entered queue ${fact.queue} with priority ${fact.priority}${
        fact.at - fact.enteredAt >= 1_000 ? `, waiting for ${lasted(fact.at - fact.enteredAt)} already` : ''
      }`;
    case 'call.requeued':
      return `is back in queue ${fact.queue} with priority ${fact.priority}: ${fact.reason}`;
    case 'call.waits':
      return `waits, as nobody of ${fact.queue} is free for it: ${countsInWords(fact.barriers)}`;
    case 'call.relaxed':
      return `may have agents of step ${fact.step + 1} of the queue's skills now`;
    case 'call.prioritised':
      return `has priority ${fact.priority} now`;
    case 'call.described':
      return 'was described by the dialplan or a user';
    case 'call.turned-away':
      return `was not let into ${fact.queue}: ${fact.reason}${fact.to === null ? '' : `, and went on to ${fact.to}`}`;
    case 'call.left-queue':
      return `left queue ${fact.queue}: ${fact.reason}${fact.to === null ? '' : `, and went on to ${fact.to}`}`;
    case 'offer.made': {
      const { strategy, candidates, key, kept } = fact.why;
      const others = Object.keys(kept).length === 0 ? '' : `; others: ${countsInWords(kept)}`;
      const of = `first of ${candidates} by ${strategy}${key === null ? '' : ` (${key})`}`;
      return `was offered to ${fact.agent}, ${of}${others}`;
    }
    case 'offer.passed':
      return `its ringing phone of ${fact.agent} went on to call ${fact.to}, which is before it now`;
    case 'offer.ended':
      return `the offer to ${fact.agent} ended: ${fact.outcome}`;
    case 'call.connected':
      return `${fact.agent} answered after ${lasted(fact.waitedMs)}`;
    case 'call.ended':
      return `ended: ${fact.end}`;
    default:
      return null;
  }
}

function lasted(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
