import { beforeEach, describe, expect, test } from 'vitest';
import { CordboardError } from '../../../src/base/errors.ts';
import { createLogger } from '../../../src/base/log.ts';
import { Board } from '../../../src/board/board.ts';
import type { Effect } from '../../../src/board/effect.ts';
import type { AgentId, LegId, PhoneId } from '../../../src/board/ids.ts';
import { emptyState } from '../../../src/board/state.ts';
import type { Turn } from '../../../src/board/turn.ts';
import { Exchange, type Entry } from '../../../src/control/exchange.ts';
import { agentOf, entered, numberOf, officeOf, phoneOf, queueOf } from '../board/settings.ts';
import { FakeClock } from './fake-clock.ts';

const anna = 'anna' as AgentId;
const office = officeOf({
  agents: [agentOf('anna', { phone: '1001' as PhoneId })],
  phones: [phoneOf('1001')],
  queues: [queueOf('support', [anna], { wrapUpMs: 0, restMs: 1_000 })],
  numbers: [numberOf('700', 'support')],
});

/** The end of the running turn of the event loop. */
const turnOver = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

let clock: FakeClock;
let full: boolean;
let commits: Turn[][];
let stored: Entry[];
/** What became visible outside, in its order. */
let seen: string[];
let exchange: Exchange;

beforeEach(async () => {
  clock = new FakeClock();
  full = false;
  commits = [];
  stored = [];
  seen = [];
  const store = {
    commit(turns: readonly Turn[]): Entry[] {
      if (full) throw new CordboardError('ledger-full', 'no space is left: free some');
      commits.push([...turns]);
      seen.push('commit');
      const entries = turns
        .flatMap((turn) => turn.facts)
        .map((fact, n) => ({ seq: stored.length + n + 1, fact }));
      stored.push(...entries);
      return entries;
    },
  };
  const board = new Board(emptyState('test'));
  exchange = new Exchange({ board, store, clock, log: createLogger('silent'), lastSeq: 0 });
  exchange.connect({
    carryOut: (effects: readonly Effect[]) => void seen.push(...effects.map(({ name }) => name)),
  });
  exchange.listen((entries) => void seen.push(...entries.map(({ fact }) => fact.kind)));
  exchange.take({ kind: 'line-up', survey: { asteriskStartedAt: 1, channels: [], bridges: [] } });
  await exchange.applyOffice(office);
  await exchange.command({ name: 'sign-in', agent: anna });
  await exchange.command({ name: 'ready', agent: anna });
  commits = [];
  seen = [];
});

const arrives = (channel: string): void => exchange.take({ kind: 'line', event: entered(channel, '700') });

test('what happens in one turn of the event loop is one commit, and effects and notices come after it', async () => {
  arrives('a');
  arrives('b');
  expect(seen).toEqual([]);
  await turnOver();
  expect(commits.map((turns) => turns.length)).toEqual([2]);
  expect(seen).toEqual([
    'commit',
    'ring',
    'hold-caller',
    'hold-caller',
    'call.arrived',
    'call.queued',
    'offer.made',
    'call.arrived',
    'call.queued',
    'call.waits',
  ]);
});

test('what the store can put off is done when effects and answers are out', async () => {
  const order: string[] = [];
  const store = {
    commit(turns: readonly Turn[]): Entry[] {
      order.push('commit');
      return turns.flatMap((turn) => turn.facts).map((fact, n) => ({ seq: n + 1, fact }));
    },
    tidy: () => void order.push('tidy'),
  };
  const board = new Board(emptyState('test'));
  const own = new Exchange({ board, store, clock, log: createLogger('silent'), lastSeq: 0 });
  own.connect({ carryOut: () => void order.push('effects') });
  own.listen(() => void order.push('news'));
  own.take({ kind: 'line-up', survey: { asteriskStartedAt: 1, channels: [], bridges: [] } });
  await own.applyOffice(office);
  order.length = 0;
  own.take({ kind: 'line', event: entered('a', '700') });
  await turnOver();
  expect(order).toEqual(['commit', 'effects', 'news', 'tidy']);
});

test('a command is answered when it is stored, with the sequence number; one that the rules forbid is refused', async () => {
  const seq = await exchange.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
  expect(stored.at(-1)).toMatchObject({ seq, fact: { kind: 'agent.not-ready', reason: 'lunch' } });
  await expect(exchange.command({ name: 'answer', agent: anna })).rejects.toMatchObject({ code: 'no-offer' });
  expect(exchange.lastSeq).toBe(seq);
});

describe('while the ledger cannot be written', () => {
  beforeEach(() => {
    full = true;
  });

  test('calls go on, clients hear nothing, commands are refused; then everything is stored once and told in order', async () => {
    arrives('a');
    await turnOver();
    expect(seen).toEqual(['ring', 'hold-caller']);
    await expect(exchange.command({ name: 'not-ready', agent: anna, reason: 'x' })).rejects.toMatchObject({
      code: 'ledger-full',
    });
    const leg = [...exchange.state.calls.values()][0]?.legs[1]?.id as LegId;
    exchange.take({ kind: 'line', event: { name: 'answered', channel: leg } });
    await turnOver();
    expect(seen).toEqual(['ring', 'hold-caller', 'music', 'connect']);

    full = false;
    clock.advance(1_000);
    await turnOver();
    expect(seen.slice(4)).toEqual(['commit', 'call.arrived', 'call.queued', 'offer.made', 'call.connected']);
    expect(stored.map(({ seq }) => seq)).toEqual(stored.map((_, index) => index + 1));
    expect(exchange.storeFailure).toBeNull();
    await exchange.command({ name: 'not-ready', agent: anna, reason: 'x' });
  });

  test('a command that is under way when the disk fills is answered when it is stored', async () => {
    let answer: number | null = null;
    const answered = exchange
      .command({ name: 'not-ready', agent: anna, reason: 'x' })
      .then((seq) => (answer = seq));
    await turnOver();
    await turnOver();
    expect(answer).toBeNull();
    full = false;
    clock.advance(1_000);
    await turnOver();
    expect(await answered).toBe(stored.length);
  });

  test('what is still not stored at the end is said to be so', async () => {
    const answered = exchange.command({ name: 'not-ready', agent: anna, reason: 'x' });
    await turnOver();
    exchange.close();
    await expect(answered).rejects.toMatchObject({ code: 'stopping' });
  });
});

test('timers run by the clock that was passed in', async () => {
  arrives('a');
  await turnOver();
  clock.advance(20_000);
  await turnOver();
  expect(seen).toContain('offer.ended');
  expect(exchange.state.agents.get(anna)?.presence).toEqual({ name: 'not-ready', reason: 'missed' });
});

test('a wall clock that is set back holds up nothing, and one that is set forth is followed', async () => {
  arrives('a');
  await turnOver();
  const before = stored.at(-1)?.fact.at ?? 0;
  clock.set(-3_600_000);
  clock.advance(20_000);
  await turnOver();
  expect(stored.find(({ fact }) => fact.kind === 'offer.ended')?.fact.at).toBe(before + 20_000);
  clock.set(2 * 3_600_000);
  await exchange.command({ name: 'ready', agent: anna });
  expect(stored.at(-1)?.fact.at).toBe(clock.now());
});

test('a listener that throws harms nobody else', async () => {
  const heard: number[] = [];
  exchange.listen(() => {
    throw new Error('a mistake');
  });
  exchange.listen((entries) => heard.push(entries.length));
  arrives('a');
  await turnOver();
  expect(heard).toEqual([3]);
});

test('closing stores what is left, takes nothing more and leaves no timer', async () => {
  arrives('a');
  exchange.close();
  expect(commits).toHaveLength(1);
  expect(clock.armed).toBe(0);
  arrives('b');
  await turnOver();
  expect(commits).toHaveLength(1);
  await expect(exchange.command({ name: 'ready', agent: anna })).rejects.toMatchObject({ code: 'stopping' });
});
