import type { CallEnd } from '../../src/board/call/call.ts';
import type { LegId } from '../../src/board/ids.ts';
import type { Office } from '../../src/board/office.ts';
import type { Agenda } from './agenda.ts';
import type { Random } from './random.ts';
import type { SimAsterisk } from './sim-asterisk.ts';
import type { Customers } from './outbound/customers.ts';
import type { SimCordboard } from './sim-cordboard.ts';

/** How the board came to hang up on a channel. */
export interface Fate {
  /** How its call ended then; null when the call went on without it. */
  readonly end: CallEnd | null;
  /** It had a place in a queue. */
  readonly hasPlace: boolean;
  /** It was in a mailbox. */
  readonly inMailbox: boolean;
  /** Somebody asked for it. */
  readonly byCommand: boolean;
}

/** What people and faults act upon. */
export interface World {
  readonly agenda: Agenda;
  readonly random: Random;
  readonly asterisk: SimAsterisk;
  readonly cordboard: SimCordboard;
  /** Whom campaigns call. */
  readonly customers: Customers;
  /** The office as its administrator has it. */
  office: Office;
  /** Until then people call, agents come and things break. */
  readonly endsAt: number;
  readonly fates: Map<LegId, Fate>;
}
