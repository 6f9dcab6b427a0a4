import { describe, expect, it } from 'vitest';
import { Board } from '../../../src/board/board.ts';
import type { AgentId, LegId } from '../../../src/board/ids.ts';
import type { Input, LineEvent } from '../../../src/board/input.ts';
import { stateFrom } from '../../../src/board/live.ts';
import type { Ledger } from '../../../src/ledger/ledger.ts';
import { entered } from '../board/settings.ts';
import { officeOf } from './busy-office.ts';
import { openLedger, openOffice, work } from './scenes.ts';

const start = Date.UTC(2026, 10, 21, 12, 0, 0);
const anna = 'anna' as AgentId;

/** Zoë calls support at noon, waits 5.5 s until anna is ready, and talks to her for 61.25 s. */
function oneCall(ledger: Ledger): void {
  const board = new Board(stateFrom(ledger.load()));
  let at = start;
  const take = (input: object, afterMs = 0): void => {
    at += afterMs;
    ledger.commit([board.take({ ...input, at } as Input)], board.state);
  };
  const line = (event: LineEvent, afterMs: number): void => take({ kind: 'line', event }, afterMs);
  const call = `cb${ledger.load().meta.instance}-1`;
  const channel = 'sip-1' as LegId;
  const agentLeg = `${call}-1` as LegId;
  const cause = { q850: 16, sip: null };
  take({ kind: 'office', office: officeOf() });
  take({ kind: 'line-up', survey: { asteriskStartedAt: 1, channels: [], bridges: [] } });
  take({ kind: 'command', command: { name: 'sign-in', agent: anna } });
  const caller = { name: 'Zoë', number: '+4930123' };
  line(entered(channel, '500', { caller }), 0);
  take({ kind: 'command', command: { name: 'ready', agent: anna } }, 2_000);
  line({ name: 'alerting', channel: agentLeg }, 500);
  line({ name: 'answered', channel: agentLeg }, 3_000);
  line({ name: 'bridged', bridge: `${call}-b2` as never }, 10);
  line({ name: 'gone', channel: agentLeg, cause }, 61_240);
  line({ name: 'gone', channel, cause }, 20);
}

describe('the view cdr', () => {
  it('has the usual titles, in seconds', () => {
    const ledger = openLedger();
    oneCall(ledger);
    const { instance } = ledger.load().meta;
    expect(ledger.cdr({ limit: 10 })).toEqual([
      {
        UNITUID: instance,
        UNIQUEID: `cb${instance}-1`,
        CALLDATE: '2026-11-21 12:00:00',
        SRC: '+4930123',
        DST: '500',
        DURATION: 66,
        BILLSEC: 61,
        DISPOSITION: 'ANSWERED',
        SKILL: 'support',
        SKILLEVENT: 'completed-by-agent',
        AUDIOFILENAME: null,
        UID: 'anna',
        CAMPAIGNID: null,
        CONTID: null,
      },
    ]);
    expect(ledger.history({ limit: 1 })[0]).toMatchObject({ waitMs: 5_500, talkMs: 61_250, cause: 16 });
  });
});

describe('history', () => {
  it('comes latest first, in pages, by time, queue, agent and caller', () => {
    const ledger = openLedger();
    work(openOffice(ledger, 11), 3_000);
    const all = ledger.history({ limit: -1 });
    const calls = (filter: object): string[] =>
      ledger.history({ limit: -1, ...filter }).map((row) => row.call);
    const those = (keep: (row: (typeof all)[number]) => boolean): string[] =>
      all.filter(keep).map((row) => row.call);

    expect(all.length).toBeGreaterThan(100);
    expect(all.map((row) => row.startedAt)).toEqual(all.map((row) => row.startedAt).sort((a, b) => b - a));
    const paged = [];
    for (let page = ledger.history({ limit: 7 }); page.length > 0; ) {
      paged.push(...page);
      page = ledger.history({ limit: 7, beforeCall: page.at(-1)?.call ?? '' });
    }
    expect(paged).toEqual(all);
    expect(calls({ queue: 'sales' })).toEqual(those((row) => row.queue === 'sales'));
    expect(calls({ agent: 'dora' })).toEqual(those((row) => row.agent === 'dora'));
    const src = all[3]?.caller.number ?? '';
    expect(calls({ src })).toEqual(those((row) => row.caller.number === src));
    const [from, to] = [all[60]?.startedAt ?? 0, all[20]?.startedAt ?? 0];
    expect(calls({ from, to })).toEqual(those((row) => row.startedAt >= from && row.startedAt < to));
    expect(ledger.cdr({ limit: 9, queue: 'sales' }).map((row) => row.UNIQUEID)).toEqual(
      calls({ queue: 'sales' }).slice(0, 9),
    );
  });
});

describe('segments', () => {
  it('are found by subject, queue, agent and the time into which they reach', () => {
    const ledger = openLedger();
    work(openOffice(ledger, 12), 2_000);
    const all = ledger.segments({});
    expect(ledger.segments({ subject: 'agent', agent: 'ben' })).toEqual(
      all.filter((one) => one.subject === 'agent' && one.agent === 'ben'),
    );
    expect(ledger.segments({ subject: 'call', queue: 'support' })).toEqual(
      all.filter((one) => one.subject === 'call' && one.queue === 'support'),
    );
    const [from, to] = [all[100]?.endAt ?? 0, all[200]?.endAt ?? 0];
    expect(ledger.segments({ from, to })).toEqual(all.filter((one) => one.endAt > from && one.startAt < to));
    expect(ledger.segments({ limit: 3 })).toEqual(all.slice(0, 3));
    expect(ledger.segments({ latestFirst: true, limit: 3 })).toEqual(all.toReversed().slice(0, 3));
    expect(ledger.segments({ begunFrom: from })).toEqual(all.filter((one) => one.startAt >= from));
  });
});

describe('call-backs', () => {
  it('are done once', () => {
    const ledger = openLedger();
    work(openOffice(ledger, 13), 2_000);
    const [first] = ledger.callbacks();
    expect(first).toMatchObject({ doneAt: null, doneBy: null });
    expect(ledger.markCallbackDone(first?.call ?? '', 'anna', 5)).toBe(true);
    expect(ledger.markCallbackDone(first?.call ?? '', 'ben', 6)).toBe(false);
    expect(ledger.markCallbackDone('nobody', 'ben', 6)).toBe(false);
    expect(ledger.callbacks()[0]).toEqual({ ...first, doneAt: 5, doneBy: 'anna' });
  });
});
