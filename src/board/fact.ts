import type { Office } from './office.ts';
import type { SeatFacts } from './agent/seat-facts.ts';
import type { AgentFacts } from './agent-facts.ts';
import type { CallFacts } from './call-facts.ts';
import type { HouseFacts } from './house-facts.ts';
import type { OutboundFacts } from './outbound/outbound-facts.ts';

/**
 * Everything that can happen, as it stands in the journal and as clients hear of it. The state of the board is
 * the fold of its facts (`fold.ts`) and nothing else.
 */
export type Fact = { readonly at: number } & (
  | { readonly kind: 'office.applied'; readonly office: Office }
  | { readonly kind: 'line.up'; readonly asteriskStartedAt: number }
  | { readonly kind: 'line.down'; readonly reason: string }
  /** Asterisk has parties of calls that the ledger does not know, as after a restored backup: their numbers stay theirs. */
  | { readonly kind: 'calls.skipped'; readonly nextCall: number }
  | CallFacts
  | HouseFacts
  | AgentFacts
  | SeatFacts
  | OutboundFacts
);

export type FactKind = Fact['kind'];
