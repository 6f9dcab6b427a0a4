import { describe, expect, test } from 'vitest';
import type { CallSide, DeviceCalls } from '../../../../src/board/device/device-call.ts';
import type { CallId, PhoneId } from '../../../../src/board/ids.ts';
import { callElement, type CallWriter } from '../../../../src/gateways/telservices/answer/call.ts';
import { callEvent } from '../../../../src/gateways/telservices/answer/envelope.ts';
import { snapshotElement } from '../../../../src/gateways/telservices/answer/snapshot.ts';
import { resultReturn } from '../../../../src/gateways/telservices/answer/envelope.ts';
import { CallBook } from '../../../../src/gateways/telservices/session/call-book.ts';
import { writeXml } from '../../../../src/gateways/telservices/xml/write.ts';
import { calls, party, side } from './fake-telephony.ts';
import { callEvents } from './manual/call-events.ts';
import { results } from './manual/results.ts';

const writer: CallWriter = { describe: () => null, callReference: false };
const now = 1_000_000;
const second = (more: Partial<CallSide>) =>
  side({ call: 'cb1-2' as CallId, otherParty: party('1103'), ...more });

/** What the clients of a device hear of one change after the other. */
function told(
  deviceNumber: string,
  changes: readonly (readonly [at: number, calls: DeviceCalls | null])[],
): string[] {
  const book = new CallBook();
  return changes.flatMap(([at, now]) => {
    const shown = book.take({ at, phone: deviceNumber as PhoneId, agent: null, calls: now });
    return shown === null ? [] : [writeXml(callEvent(deviceNumber, callElement(writer, shown, at)))];
  });
}

const connectedServices = ['holdCall', 'dropCall', 'divertCall', 'consultationCall'] as const;

test('example 1: the one who calls', () => {
  expect(
    told('1101', [
      [now, calls(side({ state: 'initiated', otherParty: party('') }), ['dropCall'])],
      [now, calls(side({ state: 'originated' }), ['dropCall'])],
      [now, calls(side({ state: 'delivered' }), ['dropCall'])],
      [now, calls(side({ connectedAt: now }), connectedServices)],
    ]),
  ).toEqual([
    callEvents['1 initiated'],
    callEvents['1 originated'],
    callEvents['1 delivered'],
    callEvents['1 connected'],
  ]);
});

test('example 2: the one who is called', () => {
  const called = { isOutgoing: false, otherParty: party('1101') };
  expect(
    told('1102', [
      [now, calls(side({ ...called, state: 'alerting' }), ['answerCall', 'divertCall'])],
      [now, calls(side({ ...called, connectedAt: now }), connectedServices)],
    ]),
  ).toEqual([callEvents['2 alerting'], callEvents['2 connected']]);
});

test('example 3: a consultation', () => {
  const connectedAt = now - 118_000;
  const held = side({ state: 'hold', connectedAt });
  expect(
    told('1101', [
      [
        now,
        calls(held, ['dropCall', 'reconnectCall'], second({ state: 'initiated', otherParty: party('') })),
      ],
      [now + 900, calls(held, ['dropCall', 'reconnectCall'], second({ state: 'originated' }))],
      [
        now + 1_000,
        calls(held, ['dropCall', 'reconnectCall', 'transferCall'], second({ state: 'delivered' })),
      ],
      [
        now + 6_000,
        calls(
          held,
          ['dropCall', 'holdCall', 'reconnectCall', 'alternateCall', 'transferCall', 'conferenceCall'],
          second({ connectedAt: now + 6_000 }),
        ),
      ],
    ]),
  ).toEqual([
    callEvents['3 initiated'],
    callEvents['3 originated'],
    callEvents['3 delivered'],
    callEvents['3 connected'],
  ]);
});

test('example 4: the event of a transfer has the duration of the former call; then it starts again', () => {
  const at1104 = (otherParty: string, by: string | null, connectedAt: number): DeviceCalls =>
    calls(
      side({
        isOutgoing: false,
        otherParty: party(otherParty),
        lastRedirectionParty: by === null ? null : party(by),
        cause: by === null ? null : 'transfer',
        connectedAt,
      }),
      connectedServices,
    );
  const [, ...transfers] = told('1104', [
    [now, at1104('1103', null, now)],
    [now + 11_000, at1104('1102', '1103', now + 11_000)],
    [now + 55_000, at1104('1101', '1102', now + 55_000)],
  ]);
  expect(transfers).toEqual([callEvents['4 first transfer'], callEvents['4 second transfer']]);
});

test('examples 5 and 6: a diverted call alerts', () => {
  const diverted = (by: string) =>
    calls(
      side({
        state: 'alerting',
        isOutgoing: false,
        otherParty: party('1101'),
        firstCalledParty: party('1102'),
        lastRedirectionParty: party(by),
      }),
      ['answerCall', 'divertCall'],
    );
  expect(told('1103', [[now, diverted('1102')]])).toEqual([callEvents['5 alerting']]);
  expect(told('1104', [[now, diverted('1103')]])).toEqual([callEvents['6 alerting']]);
});

test('the snapshots are as printed', () => {
  const features = { doNotDisturb: false, messagesWaiting: false, forwards: [] };
  const alerting = side({ state: 'alerting', isOutgoing: false, otherParty: party('1101') });
  const shown = new CallBook().show('1102' as PhoneId, calls(alerting, ['answerCall', 'divertCall']));
  const bare = { snapshotSeq: null, agent: null, session: null };
  const snapshot = (what: Parameters<typeof snapshotElement>[0]) =>
    writeXml(resultReturn(snapshotElement(what, now)));
  expect(shown).not.toBeNull();
  expect(snapshot({ ...bare, call: callElement(writer, shown!, now), features })).toBe(
    results['snapshot of an alerting call'],
  );
  const forwards = [{ type: 'immediate', number: '1102' } as const];
  expect(snapshot({ ...bare, call: null, features: { ...features, forwards } })).toBe(
    results['snapshot without calls'],
  );
});

describe('a call with all that there can be', () => {
  const whole = side({
    otherParty: party('', ''),
    addedParties: [party('1104'), party('', 'Zoe')],
    firstOtherParty: party('1105'),
    firstCalledParty: party('1106'),
    lastRedirectionParty: party('1107', 'Ann & Co'),
    connectedAt: now - 61_999,
    endedAt: now - 1_000,
    isConference: true,
    cause: 'droppedByOtherParty',
    data: 'order <7>',
  });
  const shown = new CallBook().show('1101' as PhoneId, calls(whole, []));
  const known = { number: '1104', name: 'Bob', numberType: 'mobile', company: 'uniGone' } as const;
  const xml = writeXml(
    callElement(
      { describe: (number) => (number === '1104' ? known : null), callReference: true },
      shown!,
      now,
    ),
  );

  test('is written in the order of the manual', () => {
    expect(xml).toBe(
      '<call><id>1</id><primCall><state><connected/></state><otherParty><number>*****-cb1-1</number></otherParty>' +
        '<addedParties><otherParty><number>1104</number><name>Bob</name><numberType><mobile/></numberType>' +
        '<company>uniGone</company></otherParty><otherParty><number>*****-cb1-1</number><name>Zoe</name>' +
        '</otherParty></addedParties><firstOtherParty><number>1105</number></firstOtherParty>' +
        '<firstCalledParty><number>1106</number></firstCalledParty><lastRedirectionParty><number>1107</number>' +
        '<name>Ann &amp; Co</name></lastRedirectionParty><duration>60</duration><isOutgoing><true/></isOutgoing>' +
        '<isConference><true/></isConference><callReference>cb1-1</callReference>' +
        '<cause><droppedByOtherParty/></cause></primCall><permittedServices/>' +
        '<extraData>order &lt;7&gt;</extraData></call>',
    );
  });
});

describe('the id of a call', () => {
  const ids = (changes: readonly (DeviceCalls | null)[]) =>
    told(
      '1101',
      changes.map((one) => [now, one] as const),
    ).map((xml) => Number(/<id>(\d+)/.exec(xml)?.[1]));

  test('stays while one of the calls of the device stays', () => {
    const first = side({ state: 'hold' });
    expect(ids([calls(side()), calls(first, [], second({})), calls(second({}))])).toEqual([1, 1, 1]);
  });

  test('is another for another call', () => {
    expect(ids([calls(side()), null, calls(second({}))])).toEqual([1, 1, 2]);
    expect(ids([calls(side({ state: 'cleared' })), calls(second({}))])).toEqual([1, 2]);
  });

  test('stays when a transfer makes it part of another call', () => {
    expect(ids([calls(side()), calls(second({ cause: 'transfer' }))])).toEqual([1, 1]);
  });
});

test('calls that are gone without a word are told to be cleared, once', () => {
  const events = told('1101', [
    [now, calls(side({ connectedAt: now }), connectedServices)],
    [now + 5_000, null],
    [now + 9_000, null],
  ]);
  expect(events).toHaveLength(2);
  expect(events[1]).toContain('<state><cleared/></state>');
  expect(events[1]).toContain('<duration>5</duration>');
  expect(events[1]).toContain('<permittedServices/>');
});

test('nothing is told after a call has been cleared', () => {
  expect(
    told('1101', [
      [now, calls(side({ state: 'cleared' }))],
      [now, null],
    ]),
  ).toHaveLength(1);
});
