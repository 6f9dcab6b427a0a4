import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Board } from '../../../src/board/board.ts';
import { isParty } from '../../../src/board/call/call.ts';
import { stateFrom } from '../../../src/board/live.ts';
import { Database } from '../../../src/ledger/database.ts';
import { stepsFolder } from '../../../src/ledger/migrate.ts';
import { Ledger } from '../../../src/ledger/ledger.ts';
import { freshFolder, openLedger, silent } from './scenes.ts';

const steps = ['0001-journal-and-live-rows', '0002-segments-and-history', '0003-office-and-users'];

/** A ledger as version 0.1.0 left it, killed with calls and agents in every state. */
function formerLedger(): string {
  const file = join(freshFolder(), 'ledger.db');
  const db = new Database(file);
  for (const step of steps) db.exec(readFileSync(join(stepsFolder, `${step}.sql`), 'utf8'));
  db.exec(readFileSync(join(import.meta.dirname, 'former/0.1.0.sql'), 'utf8'));
  db.pragma('user_version = 3');
  db.close();
  return file;
}

test('a ledger of version 0.1.0 is taken over with its calls up, and bears out its own journal', () => {
  const ledger = openLedger(formerLedger());
  expect(ledger.verify()).toEqual([]);
  const { calls, office } = ledger.load();
  expect(calls.map(({ phase }) => phase.name)).toEqual([
    'talking',
    'talking',
    'ended',
    'waiting',
    'waiting',
    'waiting',
    'waiting',
    'ended',
  ]);
  expect(office.numbers[0]).toEqual({ number: '500', to: { kind: 'queue', queue: 'support' } });
  expect(ledger.legs({}).length).toBeGreaterThan(0);
});

test('an upgrade that is cut short leaves it as it was, and the next start does it as a whole', () => {
  const file = formerLedger();
  // The name of a new ledger is asked for when the schema is there and nothing has been derived from the journal yet.
  const random = (): number => {
    throw new Error('killed');
  };
  expect(() => Ledger.open({ file, log: silent, random })).toThrow('killed');
  const db = new Database(file);
  expect(db.pragma('user_version')).toBe(steps.length);
  db.close();
  const ledger = openLedger(file);
  expect(ledger.verify()).toEqual([]);
  expect(ledger.load().office.phones[0]).toMatchObject({ callWaiting: false, email: null });
  expect(ledger.legs({}).length).toBeGreaterThan(0);
});

test('and goes on: who talked still talks when the line is up again', () => {
  const ledger = openLedger(formerLedger());
  const board = new Board(stateFrom(ledger.load()));
  const at = ledger.lastAt + 1_000;
  const { asteriskStartedAt } = board.state;
  const talking = [...board.state.calls.values()].find(({ phase }) => phase.name === 'talking');
  if (talking?.phase.name !== 'talking') throw new Error('nobody talks');
  const { bridge } = talking.phase;
  const channels = talking.legs.map(({ id }) => ({
    id,
    state: 'up' as const,
    args: [],
    caller: talking.caller,
    dialled: '',
    endpoint: '',
  }));
  const survey = {
    asteriskStartedAt,
    channels,
    bridges: [{ id: bridge, channels: channels.map(({ id }) => id) }],
  };
  const turn = board.take({ kind: 'line-up', at, survey });
  expect(turn.failure).toBeNull();
  const parties: readonly string[] = talking.legs.filter(isParty).map(({ id }) => id);
  const disturbing = turn.effects.filter(
    (effect) =>
      effect.name === 'connect' ||
      ((effect.name === 'part' || effect.name === 'hang-up') && parties.includes(effect.channel)),
  );
  expect(disturbing).toEqual([]);
  expect(talking.phase).toMatchObject({ name: 'talking', bridge });
  ledger.commit([turn], board.state);
  expect(ledger.verify()).toEqual([]);
});
