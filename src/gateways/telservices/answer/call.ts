import type { Party } from '../../../board/call/call.ts';
import type { CallSide } from '../../../board/device/device-call.ts';
import type { ShownCalls } from '../session/call-book.ts';
import type { PartyInfo } from '../words.ts';
import { element, leaf, optional, word, type XmlElement } from '../xml/element.ts';
import { wholeSeconds } from './format.ts';
import { partyElement } from './party.ts';

export interface CallWriter {
  /** What the directories know of a number. */
  describe(number: string): PartyInfo | null;
  /** Whether `callReference` is written. */
  readonly callReference: boolean;
}

/** The `call` of the call event and of the snapshot, durations as of `now`. */
export function callElement(writer: CallWriter, shown: ShownCalls, now: number): XmlElement {
  const { id, calls, lasted } = shown;
  const { primary, secondary, permitted } = calls;
  const data = primary.data ?? secondary?.data ?? null;
  const duration = (side: CallSide): number => lasted.get(side.call) ?? connectedMs(side, now);
  return element(
    'call',
    leaf('id', id),
    sideElement(writer, 'primCall', primary, duration(primary)),
    optional(secondary, (side) => sideElement(writer, 'secCall', side, duration(side))),
    element('permittedServices', ...permitted.map((service) => leaf(service, ''))),
    optional(data, (text) => leaf('extraData', text)),
  );
}

function connectedMs({ connectedAt, endedAt }: CallSide, now: number): number {
  return connectedAt === null ? 0 : (endedAt ?? now) - connectedAt;
}

/** Optional elements stand where the printed examples or, failing these, the list of parameters have them. */
function sideElement(writer: CallWriter, name: string, side: CallSide, durationMs: number): XmlElement {
  const { addedParties, firstOtherParty, firstCalledParty, lastRedirectionParty } = side;
  const party = (place: string, one: Party): XmlElement =>
    partyElement(place, partyInfo(writer, one, withheld(side)));
  return element(
    name,
    word('state', side.state),
    partyElement('otherParty', partyInfo(writer, side.otherParty, shownWithoutNumber(side))),
    addedParties.length === 0
      ? null
      : element('addedParties', ...addedParties.map((one) => party('otherParty', one))),
    optional(firstOtherParty, (one) => party('firstOtherParty', one)),
    optional(firstCalledParty, (one) => party('firstCalledParty', one)),
    optional(lastRedirectionParty, (one) => party('lastRedirectionParty', one)),
    leaf('duration', wholeSeconds(durationMs)),
    word('isOutgoing', side.isOutgoing),
    // The text would leave it out when false; the examples print it always.
    word('isConference', side.isConference),
    writer.callReference ? leaf('callReference', side.call) : null,
    optional(side.cause, (cause) => word('cause', cause)),
  );
}

/** "TelServer generates a number in the form '*****'-%reference%": clients may send it back as the other number. */
export function withheld({ call }: CallSide): string {
  return `*****-${call}`;
}

/** Nothing has been dialled yet: the manual prints an empty number. */
function shownWithoutNumber(side: CallSide): string {
  return side.state === 'initiated' ? '' : withheld(side);
}

function partyInfo(writer: CallWriter, { name, number }: Party, withoutNumber: string): PartyInfo {
  const known = number === '' ? null : writer.describe(number);
  return {
    number: number === '' ? withoutNumber : number,
    name: name === '' ? (known?.name ?? null) : name,
    numberType: known?.numberType ?? null,
    company: known?.company ?? null,
  };
}
