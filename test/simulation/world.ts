import type { CallEnd } from '../../src/board/call/call.ts';
import type { CallId, LegId } from '../../src/board/ids.ts';
import type { Office } from '../../src/board/office.ts';
import type { Agenda } from './agenda.ts';
import type { Random } from './random.ts';
import type { SimAsterisk } from './sim-asterisk.ts';
import type { SimCordboard } from './sim-cordboard.ts';

/** What people and faults act upon. */
export interface World {
  readonly agenda: Agenda;
  readonly random: Random;
  readonly asterisk: SimAsterisk;
  readonly cordboard: SimCordboard;
  /** The office as its administrator has it. */
  office: Office;
  /** Until then people call, agents come and things break. */
  readonly endsAt: number;
  /** How the board ended the calls of these channels, and which calls somebody asked it to end. */
  readonly fates: Map<LegId, CallEnd>;
  readonly commanded: Set<CallId>;
}
