import { describe, expect, test } from 'vitest';
import type { RecordingRow } from '../../../src/board/account.ts';
import type { AgentId, CallId, CampaignId, QueueId, RecordingId } from '../../../src/board/ids.ts';
import type { AttemptRow } from '../../../src/board/outbound/attempt.ts';
import { emptyState } from '../../../src/board/state.ts';
import { Turn } from '../../../src/board/turn.ts';
import type { Ledger } from '../../../src/ledger/ledger.ts';
import { findRecords, type RecordFilter } from '../../../src/control/record-search.ts';
import { openLedger } from './scenes.ts';

const minute = 60_000;
/** Ten o'clock of a winter's day, UTC. */
const ten = Date.UTC(2026, 0, 5, 10);

/** A recording of anna's, of half a minute, so many minutes after ten. */
const row = (number: number, at: number, more: Partial<RecordingRow> = {}): RecordingRow => ({
  recording: `cbt-${number}-r1` as RecordingId,
  call: `cbt-${number}` as CallId,
  queue: 'support' as QueueId,
  agents: ['anna' as AgentId],
  caller: { name: 'Carl', number: '0311111' },
  dialled: '700',
  startedAt: ten + at * minute,
  endedAt: ten + at * minute + 30_000,
  tracks: [],
  gaps: [],
  ...more,
});

function ledgerWith(...rows: RecordingRow[]): Ledger {
  const ledger = openLedger();
  const turn = new Turn(emptyState('t'), 1);
  turn.changes.recordings.push(...rows);
  ledger.commit([turn], emptyState('t'));
  return ledger;
}

const everything = { inside: ['1001'], offset: 0, limit: 100 };

function finder(ledger: Ledger) {
  return async (filter: Partial<RecordFilter> = {}): Promise<string[]> => {
    const found = await findRecords(ledger.records, { ...everything, ...filter });
    return found.map(({ call, agent }) => `${call.slice(4)} ${agent ?? 'nobody'}`);
  };
}

describe('recordings with what is known of their calls', () => {
  test('a row for each agent, the oldest first, page by page', async () => {
    const both = { agents: ['ben' as AgentId, 'anna' as AgentId] };
    const find = finder(ledgerWith(row(2, 5, both), row(1, 3), row(3, 9, { agents: [] })));
    expect(await find()).toEqual(['1 anna', '2 anna', '2 ben', '3 nobody']);
    expect(await find({ limit: 2 })).toEqual(['1 anna', '2 anna']);
    expect(await find({ limit: 2, offset: 2 })).toEqual(['2 ben', '3 nobody']);
    expect(await find({ agent: 'ben' })).toEqual(['2 ben']);
  });

  test('are found by number, time, length and queue', async () => {
    const find = finder(
      ledgerWith(
        row(1, 0),
        row(2, 60, { caller: { name: '', number: '0322222' }, dialled: '701', queue: null }),
        row(3, 120, { endedAt: ten + 125 * minute }),
      ),
    );
    expect(await find({ source: '31111' })).toEqual(['1 anna', '3 anna']);
    expect(await find({ destination: '701' })).toEqual(['2 anna']);
    expect(await find({ without: ['0322222', '5'] })).toEqual(['1 anna', '3 anna']);
    // A part of a number leaves nobody out.
    expect(await find({ without: ['0322'] })).toHaveLength(3);
    expect(await find({ from: ten + 60 * minute, to: ten + 120 * minute })).toEqual(['2 anna']);
    expect(await find({ leastMs: 300_000 })).toEqual(['3 anna']);
    expect(await find({ queue: 'support' })).toEqual(['1 anna', '3 anna']);
  });

  test('by the hour of a clock that differs from UTC, and changes', async () => {
    const find = finder(ledgerWith(row(1, 0), row(2, 60), row(3, 120)));
    const winter = { since: 0, until: ten + 90 * minute, offsetMs: 60 * minute };
    const summer = { since: ten + 90 * minute, until: ten * 2, offsetMs: 120 * minute };
    // 11:00, 12:00, and then 14:00 by that clock.
    const hours = (from: number, to: number) =>
      find({ minutes: [winter, summer].map((one) => ({ ...one, from: from * 60, to: to * 60 })) });
    expect(await hours(11, 12)).toEqual(['1 anna']);
    expect(await hours(12, 14)).toEqual(['2 anna']);
    expect(await hours(13, 15)).toEqual(['3 anna']);
  });

  test('by how often their customer is there, who is called by phones of the office', async () => {
    const out = { caller: { name: 'anna', number: '1001' }, dialled: '0311111', queue: null };
    const find = finder(
      ledgerWith(
        row(1, 0),
        row(2, 60, out),
        row(3, 120, { caller: { name: '', number: '0322222' } }),
        row(4, 300),
      ),
    );
    expect(await find({ recurring: 2 })).toEqual(['1 anna', '2 anna', '4 anna']);
    expect(await find({ recurring: 4 })).toEqual([]);
    // In this time he is there only twice.
    expect(await find({ recurring: 3, to: ten + 200 * minute })).toEqual([]);
  });

  test('by what people say of their calls, which they may do before there is a recording', async () => {
    const ledger = openLedger();
    ledger.callTags.put({ call: 'cbt-2', tag: 'Complaint of a bill', at: 1, by: 'anna' });
    const turn = new Turn(emptyState('t'), 1);
    turn.changes.recordings.push(row(1, 0), row(2, 5));
    ledger.commit([turn], emptyState('t'));
    ledger.callTags.put({ call: 'cbt-2', rating: 4, at: 2, by: 'sue' });
    const find = finder(ledger);
    expect(await find({ tag: 'complaint' })).toEqual(['2 anna']);
    expect(await find({ rating: 4 })).toEqual(['2 anna']);
    expect(await find({ rating: 0 })).toEqual(['1 anna']);
    expect(ledger.recordings.get('cbt-2-r1')).toMatchObject({ tag: 'Complaint of a bill', rating: 4 });
    expect(ledger.recordings.get('cbt-1-r1')).toMatchObject({ tag: '', rating: 0 });
    expect(ledger.recordings.find({ limit: 5, tag: 'COMPLAINT' }).map(({ recording }) => recording)).toEqual([
      'cbt-2-r1',
    ]);
    // Words of the query language are letters like others.
    expect(await find({ tag: "%' OR 1 --" })).toEqual([]);
  });

  test('a campaign’s call has its contact, its list and its other numbers', async () => {
    const { ledger, contact } = campaignCalls();
    const [found] = await findRecords(ledger.records, everything);
    expect(found?.attempt).toEqual({
      campaign: 'sales',
      number: '+59898344484',
      trunk: 'line',
      callerId: '+59829000000',
      contact,
      list: 'basetest',
      data: { Par1: 'Val1', Par2: 'Val2' },
      alternatives: ['+59898124484', '+59898124485'],
    });
    const find = finder(ledger);
    expect(await find({ campaign: 'sales' })).toEqual(['1 anna']);
    expect(await find({ queue: 'support' })).toEqual(['2 anna']);
    expect([await find({ source: '29000000' }), await find({ destination: '98344484' })]).toEqual([
      ['1 anna'],
      ['1 anna'],
    ]);
    expect(await find({ without: ['+59898344484'] })).toEqual(['2 anna']);
  });

  test('what a campaign has had: whom it called, and what its agents had of it', async () => {
    const { ledger } = campaignCalls();
    const day = { attempts: 3, answered: 1, abandoned: 1, waitMs: 1_500, talkMs: 20_000 };
    expect(ledger.campaignDays.since('sales', ten, 2_000)).toEqual({ ...day, inTime: 1 });
    expect(ledger.campaignDays.since('sales', ten, 1_000)).toEqual({ ...day, inTime: 0 });
    expect(ledger.campaignDays.since('sales', ten + 60 * minute, 2_000)).toMatchObject({
      attempts: 0,
      waitMs: 0,
    });
    expect(ledger.campaignDays.answeredBy('sales', ten)).toEqual(new Map([['anna', 1]]));
  });

  test('a search of many goes stretch by stretch, and misses and doubles nothing', async () => {
    // More than a stretch has, many of them at the same moment.
    const find = finder(
      ledgerWith(
        ...Array.from({ length: 4_500 }, (_, n) =>
          row(n + 1, Math.floor(n / 100), {
            caller: { name: '', number: n % 1_500 === 0 ? '0355' : '0366' },
          }),
        ),
      ),
    );
    const all = await find({ limit: 10_000 });
    expect(all).toEqual(Array.from({ length: 4_500 }, (_, n) => `${n + 1} anna`));
    expect(await find({ offset: 4_498, limit: 5 })).toEqual(['4499 anna', '4500 anna']);
    expect(await find({ offset: 1_999, limit: 2 })).toEqual(['2000 anna', '2001 anna']);
    expect(await find({ source: '0355' })).toEqual(['1 anna', '1501 anna', '3001 anna']);
    expect(await find({ recurring: 3, source: '0355', limit: 1 })).toEqual(['1 anna']);
    expect(await find({ recurring: 4, source: '0355' })).toEqual([]);
    expect(await find({ from: ten + 10 * minute, to: ten + 11 * minute, limit: 200 })).toHaveLength(100);
  });

  test('empty ones are none, and what is unknown of a call is left open', async () => {
    const ledger = ledgerWith(row(1, 0), row(2, 1));
    ledger.recordings.empty('cbt-2-r1', 5);
    expect(await findRecords(ledger.records, everything)).toEqual([
      expect.objectContaining({ call: 'cbt-1', over: null, attempt: null, note: null, rating: 0 }),
    ]);
    expect(ledger.records.firstAt).toBe(ten);
  });
});

/** A campaign's call that was recorded, one of a queue, and attempts of the campaign that came to other ends. */
function campaignCalls() {
  const ledger = openLedger();
  const campaign = 'sales' as CampaignId;
  const rules = { duplicates: 'none', at: ten } as const;
  const list = ledger.lists.create({
    campaign,
    name: 'basetest',
    priority: 5_000,
    timeZone: null,
    state: 'ready',
    at: ten,
    by: 'boss',
  });
  const [added] = ledger.lists.add({ ...rules, list }, [
    {
      name: '',
      priority: 9_999,
      agent: null,
      dueAt: ten,
      kind: 'first',
      note: '',
      data: { Par1: 'Val1', Par2: 'Val2' },
      numbers: ['+59898124484', '+59898344484', '+59898124485'].map((number) => ({
        number,
        zones: [],
        region: null,
      })),
    },
  ]);
  if (added === undefined || !('id' in added)) throw new Error('the contact was not taken');
  const attempt = (call: number, more: Partial<AttemptRow>): AttemptRow => ({
    call: `cbt-${call}` as CallId,
    campaign,
    contact: added.id,
    number: '+59898344484',
    mode: 'progressive',
    agent: null,
    trunk: 'line',
    callerId: '+59829000000',
    begunAt: ten,
    answeredAt: ten + 5_000,
    detected: null,
    waitMs: null,
    endedAt: ten + 26_500,
    outcome: 'person',
    verdict: { allowed: true, at: ten, rules: [] },
    cause: 16,
    sip: null,
    ...more,
  });
  const turn = new Turn(emptyState('t'), 1);
  const customer = { name: '', number: '+59898344484' };
  turn.changes.recordings.push(row(1, 0, { caller: customer, dialled: customer.number }), row(2, 1));
  turn.changes.attempts.push(
    attempt(1, { waitMs: 1_500 }),
    attempt(3, { outcome: 'abandoned' }),
    attempt(4, { outcome: 'no-answer', answeredAt: null }),
    attempt(5, { outcome: 'network', answeredAt: null }),
  );
  turn.changes.history.push({
    call: 'cbt-1' as CallId,
    startedAt: ten,
    endedAt: ten + 26_500,
    caller: customer,
    dialled: customer.number,
    queue: 'support' as QueueId,
    agent: 'anna' as AgentId,
    waitMs: 0,
    talkMs: 20_000,
    disposition: 'ANSWERED',
    end: 'completed-by-caller',
    cause: 16,
  });
  ledger.commit([turn], emptyState('t'));
  return { ledger, contact: added.id };
}
