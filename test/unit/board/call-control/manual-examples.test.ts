import { describe, expect, it } from 'vitest';
import type { CallSide, DeviceCalls, Service } from '../../../../src/board/device/device-call.ts';
import { Desk } from './desk.ts';

/** The call events of TelServices' manual, examples 1 to 6: what clients of one phone receive, and nothing besides. */

const party = (number: string): CallSide['otherParty'] => ({ name: '', number });

/** An event as the manual prints it: without ids, and with the duration in seconds. */
interface Printed {
  readonly state: CallSide['state'];
  readonly otherParty: string;
  readonly duration: number;
  readonly isOutgoing: boolean;
  readonly cause?: CallSide['cause'];
  readonly firstCalledParty?: string;
  readonly lastRedirectionParty?: string;
}

const printed = (side: CallSide, at: number): Printed => ({
  state: side.state,
  otherParty: side.otherParty.number,
  duration: side.connectedAt === null ? 0 : Math.floor(((side.endedAt ?? at) - side.connectedAt) / 1000),
  isOutgoing: side.isOutgoing,
  ...(side.cause === null ? {} : { cause: side.cause }),
  ...(side.firstCalledParty === null ? {} : { firstCalledParty: side.firstCalledParty.number }),
  ...(side.lastRedirectionParty === null ? {} : { lastRedirectionParty: side.lastRedirectionParty.number }),
});

const alone: readonly Service[] = ['holdCall', 'dropCall', 'divertCall', 'consultationCall'];
const ringing: readonly Service[] = ['answerCall', 'divertCall'];

/** Each event as its sides and what it permits. */
function events(told: readonly (DeviceCalls | null)[], at: number): unknown[] {
  return told.map((calls) =>
    calls === null
      ? null
      : [
          printed(calls.primary, at),
          ...(calls.secondary === null ? [] : [printed(calls.secondary, at)]),
          calls.permitted,
        ],
  );
}

describe('the call events of the manual', () => {
  it('example 1: 1101 calls 1102, who answers; seen at 1101', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    const out = { duration: 0, isOutgoing: true };
    expect(events(desk.told('1101'), desk.at)).toEqual([
      [{ ...out, state: 'initiated', otherParty: '' }, ['dropCall']],
      [{ ...out, state: 'originated', otherParty: '1102' }, ['dropCall']],
      [{ ...out, state: 'delivered', otherParty: '1102' }, ['dropCall']],
      [{ ...out, state: 'connected', otherParty: '1102' }, alone],
    ]);
  });

  it('example 2: the same, seen at 1102', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    const into = { duration: 0, isOutgoing: false, otherParty: '1101' };
    expect(events(desk.told('1102'), desk.at)).toEqual([
      [{ ...into, state: 'alerting' }, ringing],
      [{ ...into, state: 'connected' }, alone],
    ]);
  });

  it('example 3: 1101 speaks with 1102 and consults 1103, who answers; seen at 1101', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.wait(118_000).forget();
    desk.consults('1101', '1103');
    const held = { state: 'hold', otherParty: '1102', duration: 118, isOutgoing: true };
    const out = { duration: 0, isOutgoing: true };
    expect(events(desk.told('1101'), desk.at)).toEqual([
      [held, { ...out, state: 'initiated', otherParty: '' }, ['dropCall', 'reconnectCall']],
      [held, { ...out, state: 'originated', otherParty: '1103' }, ['dropCall', 'reconnectCall']],
      [
        held,
        { ...out, state: 'delivered', otherParty: '1103' },
        ['dropCall', 'reconnectCall', 'transferCall'],
      ],
      [
        held,
        { ...out, state: 'connected', otherParty: '1103' },
        ['dropCall', 'holdCall', 'reconnectCall', 'alternateCall', 'transferCall', 'conferenceCall'],
      ],
    ]);
  });

  it('example 4: two consultations one upon the other, transferred one after the other; seen at 1104', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.consults('1102', '1103');
    desk.consults('1103', '1104');
    desk.wait(11_000).forget();
    desk.asks('1103', { name: 'transfer-call' });
    const into = { state: 'connected', isOutgoing: false, cause: 'transfer' };
    expect(events(desk.told('1104'), desk.at)).toEqual([
      [{ ...into, otherParty: '1102', lastRedirectionParty: '1103', duration: 11 }, alone],
    ]);
    desk.wait(44_000).forget();
    desk.asks('1102', { name: 'transfer-call' });
    expect(events(desk.told('1104'), desk.at)).toEqual([
      [{ ...into, otherParty: '1101', lastRedirectionParty: '1102', duration: 44 }, alone],
    ]);
    expect(desk.settle().now('1101')).toBe('connected 1104 (transfer) by 1102');
  });

  it('example 5: 1101 calls 1102, who diverts to 1103; seen at 1103', () => {
    const desk = new Desk();
    desk.dials('1101', '1102');
    desk.rings('1102');
    desk.asks('1102', { name: 'divert-call', number: '1103' });
    desk.rings('1103');
    expect(events(desk.told('1103'), desk.at)).toEqual([
      [
        {
          state: 'alerting',
          otherParty: '1101',
          firstCalledParty: '1102',
          lastRedirectionParty: '1102',
          duration: 0,
          isOutgoing: false,
        },
        ringing,
      ],
    ]);
  });

  it('example 6: 1103 diverts on to 1104; seen at 1104', () => {
    const desk = new Desk();
    desk.dials('1101', '1102');
    desk.rings('1102');
    desk.asks('1102', { name: 'divert-call', number: '1103' });
    desk.rings('1103');
    desk.asks('1103', { name: 'divert-call', number: '1104' });
    desk.rings('1104');
    expect(events(desk.told('1104'), desk.at)).toEqual([
      [
        {
          state: 'alerting',
          otherParty: '1101',
          firstCalledParty: '1102',
          lastRedirectionParty: '1103',
          duration: 0,
          isOutgoing: false,
        },
        ringing,
      ],
    ]);
  });
});

describe('what the manual says besides', () => {
  it('who diverted is told to the caller as well, with the new party', () => {
    const desk = new Desk();
    desk.dials('1101', '1102');
    desk.rings('1102');
    desk.forget();
    desk.asks('1102', { name: 'divert-call', number: '1103' });
    desk.rings('1103');
    expect(desk.display('1101')).toEqual(['delivered 1103 (redirect) by 1102']);
  });

  it('a transfer begins the duration anew for both who are left', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.wait(5_000);
    desk.consults('1102', '1103');
    desk.wait(5_000);
    desk.asks('1102', { name: 'transfer-call' });
    for (const phone of ['1101', '1103']) expect(desk.leg(phone).connectedAt).toBe(desk.at);
  });

  it('who consults shows the consulted party whom it is about, until that one is gone', () => {
    const desk = new Desk();
    desk.talk('1101', '1102');
    desk.consults('1102', '1103');
    expect(desk.now('1103')).toBe('connected 1102 about 1101');
    desk.hangsUp('1101');
    expect(desk.now('1103')).toBe('connected 1102');
  });

  it('the number that a caller from outside has dialled is the party that was called first', () => {
    const desk = new Desk();
    desk.customer();
    expect(desk.board.state.deviceCalls.get('1101' as never)?.primary).toMatchObject({
      otherParty: party('0311111'),
      firstCalledParty: party('900'),
      lastRedirectionParty: null,
    });
  });
});
