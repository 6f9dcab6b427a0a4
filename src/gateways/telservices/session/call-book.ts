import type { CallSide, DeviceCalls, DeviceChange } from '../../../board/device/device-call.ts';
import type { CallId, PhoneId } from '../../../board/ids.ts';

/** What a device does with calls, as clients are told of it. */
export interface ShownCalls {
  /** Call event, `id`: counted for each device from 1; calls that follow or join each other keep it. */
  readonly id: number;
  readonly calls: DeviceCalls;
  /** How long a call that changes hands just now has lasted with the former party, milliseconds. */
  readonly lasted: ReadonlyMap<CallId, number>;
}

interface Page {
  id: number;
  calls: DeviceCalls | null;
}

const nothingLasted: ReadonlyMap<CallId, number> = new Map();

/** Numbers the calls of every device, and remembers what was told last of them. */
export class CallBook {
  readonly #pages = new Map<PhoneId, Page>();

  /** What is to be told of a change; null for one that leaves nothing to tell: the calls had been cleared already. */
  take({ phone, calls, at }: DeviceChange): ShownCalls | null {
    const page = this.#page(phone);
    const before = page.calls;
    if (calls === null) {
      page.calls = null;
      if (before === null || before.primary.state === 'cleared') return null;
      return { id: page.id, calls: cleared(before, at), lasted: nothingLasted };
    }
    this.#turn(page, calls);
    return { id: page.id, calls, lasted: lastedBefore(before, calls) };
  }

  /** What a device does now, for those who ask. */
  show(phone: PhoneId, calls: DeviceCalls | null): ShownCalls | null {
    if (calls === null) return null;
    const page = this.#page(phone);
    this.#turn(page, calls);
    return { id: page.id, calls, lasted: nothingLasted };
  }

  #page(phone: PhoneId): Page {
    const known = this.#pages.get(phone);
    if (known !== undefined) return known;
    const page: Page = { id: 0, calls: null };
    this.#pages.set(phone, page);
    return page;
  }

  #turn(page: Page, calls: DeviceCalls): void {
    if (!sidesOf(calls).some((side) => formerOf(page.calls, side) !== undefined)) page.id += 1;
    page.calls = calls;
  }
}

export function sidesOf({ primary, secondary }: DeviceCalls): readonly CallSide[] {
  return secondary === null ? [primary] : [primary, secondary];
}

/** What clients hear of a device whose calls are gone without a word. */
function cleared({ primary }: DeviceCalls, at: number): DeviceCalls {
  const { connectedAt, endedAt } = primary;
  return {
    primary: { ...primary, state: 'cleared', endedAt: endedAt ?? (connectedAt === null ? null : at) },
    secondary: null,
    permitted: [],
  };
}

/**
 * Call event: of a transfer "the duration provided in this event is the duration of the call with device A. Then the
 * duration is restarted."
 */
function lastedBefore(before: DeviceCalls | null, now: DeviceCalls): ReadonlyMap<CallId, number> {
  const lasted = new Map<CallId, number>();
  for (const side of sidesOf(now)) {
    if (side.cause !== 'transfer' || side.connectedAt === null) continue;
    const connectedAt = formerOf(before, side)?.connectedAt ?? null;
    if (connectedAt === null || connectedAt === side.connectedAt) continue;
    lasted.set(side.call, side.connectedAt - connectedAt);
  }
  return lasted;
}

/** What a side was before the change; a transfer may have made it part of another call. */
function formerOf(before: DeviceCalls | null, side: CallSide): CallSide | undefined {
  if (before === null) return undefined;
  const same = sidesOf(before).find(({ call }) => call === side.call);
  return same ?? (side.cause === 'transfer' ? before.primary : undefined);
}
