import { describe, expect, it } from 'vitest';
import type { CallId, LegId, PhoneId } from '../../../../src/board/ids.ts';
import { derive, type CallEvent, type ToldParts } from '../../../../src/gateways/webhooks/call-events.ts';
import type { CallChange } from '../../../../src/gateways/webhooks/source.ts';
import { over, phone, side, start } from './changes.ts';

function eventsOf(...changes: readonly CallChange[]): { events: CallEvent[]; told: ToldParts } {
  const told: ToldParts = new Map();
  const events = changes.flatMap((change) => derive(told, change).events);
  return { events, told };
}

const kindsOf = (...changes: readonly CallChange[]) => eventsOf(...changes).events.map(({ kind }) => kind);
const outgoing = (
  state: 'initiated' | 'originated' | 'delivered' | 'connected' | 'failed',
  calledNumber = '030',
) => side(1, { isOutgoing: true, state, calledNumber, callerNumber: '1005' });

describe('what a phone does with a call becomes', () => {
  it('incoming, answered and ended, each once, whatever else changes on its display', () => {
    const ringing = side(1);
    const talking = side(1, { state: 'connected' });
    const { events, told } = eventsOf(
      phone(1, ringing),
      phone(2, { ...ringing, callerNumber: '0309999999' }),
      phone(3, talking),
      phone(4, side(1, { state: 'hold' })),
      phone(5, talking, outgoing('initiated', '')),
      phone(6, talking),
      phone(7),
      over(7, ringing),
    );
    expect(events).toEqual([
      {
        kind: 'incoming',
        seq: 1,
        at: start + 1_000,
        id: 'cbtest-1-1',
        call: 'cbtest-1',
        phone: '1005',
        agent: 'anna',
        queue: null,
        linkedId: 'cbtest-1-17.1',
        callerNumber: '0301234567',
        calledNumber: '700',
      },
      expect.objectContaining({ kind: 'answered', seq: 3, id: 'cbtest-1-1', linkedId: 'cbtest-1-17.1' }),
      expect.objectContaining({
        kind: 'ended',
        seq: 7,
        id: 'cbtest-1-1',
        isOutgoing: false,
        connectedMs: 61_900,
      }),
    ]);
    expect(told).toEqual(new Map());
  });

  it('outgoing when a number has been dialled, not when the receiver is taken up, and ended', () => {
    const changes = [phone(1, outgoing('initiated', '')), phone(2, outgoing('originated'))] as const;
    expect(kindsOf(...changes, phone(3, outgoing('connected')), over(4, outgoing('connected')))).toEqual([
      'outgoing',
      'ended',
    ]);
    expect(kindsOf(phone(1, outgoing('failed')), over(2, outgoing('failed')))).toEqual(['outgoing', 'ended']);
    expect(kindsOf(phone(1, outgoing('initiated', '')), over(2, outgoing('initiated', '')))).toEqual([]);
  });

  it('incoming and ended when nobody answers, nothing when the phone never rang', () => {
    expect(kindsOf(phone(1, side(1)), phone(2), over(2, side(1)))).toEqual(['incoming', 'ended']);
    expect(kindsOf(over(1, side(1)))).toEqual([]);
  });

  it('incoming and answered at once when the phone answers before it has rung', () => {
    expect(kindsOf(phone(1, side(1, { state: 'connected' })))).toEqual(['incoming', 'answered']);
  });

  it('two parts when one channel is in two calls', () => {
    const second = { ...outgoing('originated'), call: 'cbtest-2' as CallId };
    const { events } = eventsOf(
      phone(1, side(1, { state: 'connected' })),
      phone(2, side(1, { state: 'hold' }), second),
    );
    expect(events.map(({ kind, id }) => [kind, id])).toEqual([
      ['incoming', 'cbtest-1-1'],
      ['answered', 'cbtest-1-1'],
      ['outgoing', 'cbtest-2-cbtest-1-1'],
    ]);
  });
});

describe('a part keeps its id', () => {
  it('when its leg goes on in another call, and the transfer is told at its end', () => {
    const consulted = side(2);
    const from = { call: consulted.call, leg: consulted.leg };
    const to = { call: 'cbtest-1' as CallId, leg: consulted.leg };
    const transfer = {
      original: { call: 'cbtest-1' as CallId, leg: '17.1' as LegId },
      transferred: '0301234567',
      to: '1005',
    };
    const { events } = eventsOf(
      phone(1, consulted),
      phone(2, { ...consulted, state: 'connected' }),
      { kind: 'part-moved', seq: 3, from, to },
      phone(3, { ...consulted, ...to, state: 'connected' }),
      over(4, { ...consulted, ...to }, { transfer }),
    );
    expect(events.map(({ kind, id }) => [kind, id])).toEqual([
      ['incoming', 'cbtest-2-1'],
      ['answered', 'cbtest-2-1'],
      ['ended', 'cbtest-2-1'],
    ]);
    expect(events[2]).toMatchObject({
      transfer: { originalId: 'cbtest-1-17.1', transferred: '0301234567', to: '1005' },
    });
  });

  it('when the phone goes on with another leg to answer by itself', () => {
    const again = side(1, { leg: 'cbtest-1-2' as LegId });
    const { events } = eventsOf(
      phone(1, side(1)),
      { kind: 'part-moved', seq: 2, from: side(1), to: again },
      over(3, side(1)),
      phone(4, { ...again, state: 'connected' }),
      over(5, again),
    );
    expect(events.map(({ kind, id, seq }) => [kind, id, seq])).toEqual([
      ['incoming', 'cbtest-1-1', 1],
      ['answered', 'cbtest-1-1', 4],
      ['ended', 'cbtest-1-1', 5],
    ]);
  });
});

it('parties outside are nobody to tell of', () => {
  const ended = over(1, side(1));
  expect(derive(new Map(), { ...ended, row: { ...ended.row, phone: null } }).events).toEqual([]);
  const elsewhere = { ...phone(1, side(3)), phone: '1006' as PhoneId, agent: null };
  expect(derive(new Map(), elsewhere).events).toMatchObject([{ phone: '1006', agent: null }]);
});
