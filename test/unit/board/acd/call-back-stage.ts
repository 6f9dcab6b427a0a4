import { unlimited } from '../../../../src/board/outbound/campaign-settings.ts';
import type { Callback } from '../../../../src/board/call/waiting.ts';
import type { CallId, LegId } from '../../../../src/board/ids.ts';
import type { Office } from '../../../../src/board/office.ts';
import type { CallbackSettings, QueueSettings } from '../../../../src/board/queue-settings.ts';
import { entered, missedAlways, routeOf } from '../settings.ts';
import { leg, office, Stage } from '../stage.ts';

/** The number of everybody who calls here, as callers from outside have it in `entered`. */
export const customer = '0311111';

const callback = (more: Partial<CallbackSettings> = {}): CallbackSettings => ({
  first: 'agent',
  attempts: 3,
  gapMs: 60_000,
  ringMs: 20_000,
  expiresMs: 3_600_000,
  pressOne: false,
  otherNumber: true,
  ...more,
});

/** Support calls back, over two trunks; whoever misses a call is free again at once. */
export function callbackOffice(
  more: Partial<CallbackSettings> = {},
  queue: Partial<QueueSettings> = {},
): Office {
  const plain = office({
    callback: callback(more),
    exits: [{ digits: '5', does: { kind: 'callback' }, as: 'callback' }],
    missed: missedAlways('nothing'),
    wrapUp: 'none',
    ...queue,
  });
  return {
    ...plain,
    trunks: [
      { id: 'main', endpoint: 'PJSIP/main', limits: unlimited },
      { id: 'spare', endpoint: 'PJSIP/spare', limits: unlimited },
    ],
    outside: [routeOf('0X.', { by: { kind: 'trunks', trunks: ['main', 'spare'] } })],
  };
}

export class CallBackStage extends Stage {
  constructor(settings: Office = callbackOffice()) {
    super(settings);
  }

  /** A caller who has a number of his own. */
  entersAs(channel: string, number: string, dialled = '900'): CallId {
    const call = `cbt-${this.board.state.nextCall}` as CallId;
    const event = entered(channel, dialled, { caller: { name: '', number } });
    this.take({ kind: 'line', event });
    return call;
  }

  press(channel: string, ...keys: string[]): this {
    for (const key of keys) {
      this.take({ kind: 'line', event: { name: 'digit', channel: leg(channel), digit: key } });
    }
    return this;
  }

  /** What the caller of a waiting call hears has come to its end. */
  played(call: CallId): this {
    const phase = this.call(call)?.phase;
    const playing = phase?.name === 'waiting' ? phase.told.playing : null;
    if (playing === null || playing === undefined) throw new Error(`nothing is played to ${call}`);
    this.take({ kind: 'line', event: { name: 'played', playback: playing.playback, whole: true } });
    return this;
  }

  /** What the caller of a waiting call hears. */
  hears(call: CallId): readonly string[] {
    const phase = this.call(call)?.phase;
    return phase?.name === 'waiting' ? (phase.told.playing?.media ?? []) : [];
  }

  /** Somebody calls, asks for a call-back to his own number, and is gone. */
  wants(channel: string, dialled = '900', number = customer): CallId {
    const call = this.entersAs(channel, number, dialled);
    this.press(channel, '5', '1').played(call);
    this.goes(channel);
    return call;
  }

  callback(call: CallId): Callback {
    const phase = this.call(call)?.phase;
    const found = phase?.name === 'waiting' ? phase.callback : null;
    if (found === null || found === undefined) throw new Error(`${call} is no call-back`);
    return found;
  }

  /** The leg at which the customer is called. */
  dial(call: CallId): LegId {
    const { dial } = this.callback(call);
    if (dial === null) throw new Error(`the customer of ${call} is not called`);
    return dial.leg;
  }
}
