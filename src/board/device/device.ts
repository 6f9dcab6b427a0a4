import type { Party } from '../call/call.ts';
import type { SoundFormat } from '../effect.ts';
import type { CallId, MessageId, PhoneId } from '../ids.ts';

/** What a phone is set to, whoever sits at it. */
export interface Device {
  readonly id: PhoneId;
  doNotDisturb: boolean;
  /** At most one of a type. */
  forwards: readonly Forward[];
  /** What is in its box, the oldest first. */
  messages: readonly StoredMessage[];
  /** Those that nobody has heard yet, and those that somebody has. */
  unheard: number;
  heard: number;
  /** What its user has recorded for callers to hear. */
  greeting: Greeting | null;
}

export interface StoredMessage {
  readonly id: MessageId;
  readonly call: CallId;
  readonly at: number;
  readonly caller: Party;
  /** Below Asterisk's recordings, without its ending. */
  readonly file: string;
  readonly format: SoundFormat;
  readonly durationMs: number;
  readonly heardAt: number | null;
  readonly heardBy: string | null;
}

export interface Greeting {
  readonly file: string;
  readonly format: SoundFormat;
}

export interface Forward {
  readonly type: ForwardType;
  readonly number: string;
}

/** TelServices' names: `Int` for calls from inside only, `Ext` for those from outside. */
export const forwardTypes = [
  'immediate',
  'busy',
  'noAnswer',
  'immInt',
  'immExt',
  'busyInt',
  'busyExt',
  'noAnswerInt',
  'noAnswerExt',
] as const;
export type ForwardType = (typeof forwardTypes)[number];

type When = 'immediate' | 'busy' | 'noAnswer';
type Origin = 'inside' | 'outside';

const special = {
  immediate: { inside: 'immInt', outside: 'immExt' },
  busy: { inside: 'busyInt', outside: 'busyExt' },
  noAnswer: { inside: 'noAnswerInt', outside: 'noAnswerExt' },
} as const satisfies Record<When, Record<Origin, ForwardType>>;

export function newDevice(id: PhoneId): Device {
  return { id, doNotDisturb: false, forwards: [], messages: [], unheard: 0, heard: 0, greeting: null };
}

/** Where a call from inside or outside is to go in this case; what is set for its origin comes before what is for all. */
export function forwardOf(device: Device | undefined, when: When, origin: Origin): string | null {
  const of = (type: ForwardType): string | undefined =>
    device?.forwards.find((forward) => forward.type === type)?.number;
  return of(special[when][origin]) ?? of(when) ?? null;
}
