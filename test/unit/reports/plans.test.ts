import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emptyState } from '../../../src/board/state.ts';
import { Database, type Query, type Value } from '../../../src/ledger/database.ts';
import { Ledger } from '../../../src/ledger/ledger.ts';
import { migrate } from '../../../src/ledger/migrate.ts';
import { createReports, type Reports } from '../../../src/reports/reports.ts';
import { queueOf } from '../board/settings.ts';
import { freshFolder } from '../ledger/scenes.ts';
import { anna, noon, phone } from './rows.ts';

/** A database that remembers what was prepared. */
class Watched extends Database {
  readonly prepared: string[] = [];

  override prepare<Params extends Value[] = [], Row = never>(sql: string): Query<Params, Row> {
    this.prepared?.push(sql);
    return super.prepare(sql);
  }

  /** How SQLite goes about it. */
  plan(sql: string): string {
    const values = [...sql.matchAll(/\?/g)].map(() => 'x');
    const query = super.prepare<string[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`);
    return query
      .all(...values)
      .map(({ detail }) => detail)
      .join('; ');
  }
}

const queue = queueOf('support', [anna]);

test.each<[string, (reports: Reports) => unknown, RegExp[]]>([
  ['a device', (reports) => reports.callFigures({ phone }), [/leg_of_phone|leg_by_time/]],
  ['an agent', (reports) => reports.callFigures({ agent: anna }), [/leg_of_agent|leg_by_time/]],
  ['an agent’s time', (reports) => reports.agentTime(anna), [/segment_of_agent/]],
  [
    'a queue',
    (reports) => reports.queueFigures(queue),
    [/leg_of_queue|leg_by_time/, /segment_of_queue/, /history_of_queue/],
  ],
  ['everybody’s calls since then', (reports) => reports.deviceCalls({ from: 1 }), [/leg_by_time/]],
  ['the last calls', (reports) => reports.deviceCalls({ limit: 10 }), [/leg_by_time/]],
])('%s: no table is read as a whole', (_what, ask, indexes) => {
  const db = new Watched(join(freshFolder(), 'plans.db'));
  migrate(db);
  const ledger = new Ledger(db, () => 0);
  db.prepared.length = 0;
  ask(createReports({ ledger, state: emptyState('t'), now: () => noon }));
  const plans = db.prepared.map((sql) => db.plan(sql)).join('\n');
  for (const index of indexes) expect(plans).toMatch(index);
  expect(plans).not.toMatch(/SCAN \w+($|;| USE TEMP)/m);
  ledger.close();
});

test('what a queue did is found by its own index', () => {
  const db = new Watched(join(freshFolder(), 'plans.db'));
  migrate(db);
  const ledger = new Ledger(db, () => 0);
  const plans = db.prepared
    .filter((sql) => sql.includes('call.turned-away'))
    .map((sql) => db.plan(sql))
    .join('\n');
  expect(plans.match(/journal_of_queue/g)).toHaveLength(3);
  ledger.close();
});

test.each([
  ['FROM visit WHERE queue', 'visit_of_queue'],
  ["kind IN ('offer.ended'", 'journal_of_offers'],
  ["kind = 'leg.regrouped'", 'journal_of_transfers'],
  ['(end_at, id) >', 'segment_of_agent'],
  ['end_at <= ?', 'segment_of_agent'],
  ["number = ? AND number <> ''", 'visit_of_number'],
  ['other_number = ?', 'leg_to_number'],
  ["kind IN ('campaign.started'", 'journal_of_campaign'],
  ['former.contact = a.contact', 'attempt_of_contact'],
  ['SELECT call FROM attempt WHERE begun_at', 'attempt_by_time'],
])('figures: what reads %s goes along %s', (words, index) => {
  const db = new Watched(join(freshFolder(), 'plans.db'));
  migrate(db);
  const ledger = new Ledger(db, () => 0);
  const found = db.prepared.filter((sql) => sql.includes(words) && sql.includes('SELECT'));
  expect(found.length).toBeGreaterThan(0);
  for (const sql of found) expect(db.plan(sql)).toMatch(new RegExp(`SEARCH \\w+ USING .*${index}`));
  ledger.close();
});
