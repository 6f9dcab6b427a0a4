import { expect, test } from 'vitest';
import type { Fact } from '../../../../src/board/fact.ts';
import type { AgentId, PhoneId } from '../../../../src/board/ids.ts';
import { QueueLogExport } from '../../../../src/reports/queue-log/export.ts';
import { QueueLogWriter } from '../../../../src/reports/queue-log/writer.ts';
import { officeOf, queueOf } from '../../board/settings.ts';

const anna = 'anna' as AgentId;
const dayMs = 86_400_000;

const officeWith = (...queues: readonly string[]) =>
  officeOf({ queues: queues.map((id) => queueOf(id, [anna])) });

const applied = (at: number, ...queues: readonly string[]): Fact => {
  return { kind: 'office.applied', at, office: officeWith(...queues) };
};

const signedIn = (at: number, queues: readonly string[] | null = null): Fact =>
  ({ kind: 'agent.signed-in', at, agent: anna, phone: '1' as PhoneId, reason: 'x', queues }) as Fact;

const linesOf = (writer: QueueLogWriter, fact: Fact): string[] =>
  writer.take(fact).map((line) => line.split('|').slice(2, 5).join(' '));

test('who is signed in while the office is changed is added to the new queues and removed from the old', () => {
  const writer = new QueueLogWriter();
  writer.take(applied(1_000, 'a', 'b'));
  writer.take(signedIn(2_000));
  expect(linesOf(writer, applied(3_000, 'b', 'c'))).toEqual([
    'NONE NONE CONFIGRELOAD',
    'a anna REMOVEMEMBER',
    'c anna ADDMEMBER',
  ]);
  expect(linesOf(writer, { kind: 'agent.signed-out', at: 4_000, agent: anna, reason: 'signed-out' })).toEqual(
    ['b anna REMOVEMEMBER', 'c anna REMOVEMEMBER'],
  );
});

test('but not to those that he has not chosen', () => {
  const writer = new QueueLogWriter();
  writer.take(applied(1_000, 'a', 'b'));
  writer.take(signedIn(2_000, ['b']));
  expect(linesOf(writer, applied(3_000, 'a', 'b', 'c'))).toEqual(['NONE NONE CONFIGRELOAD']);
});

test('an office that was applied days before the part that is asked for is known', async () => {
  const facts = [applied(1_000, 'a'), signedIn(10 * dayMs)];
  const log = new QueueLogExport({
    entriesAfter: (seq, limit) =>
      facts.map((fact, index) => ({ seq: index + 1, fact })).slice(seq, seq + limit),
    firstSeq: 1,
    lastSeq: facts.length,
    office: officeWith('a'),
  });
  const { lines } = await log.part({ from: 9 * dayMs, to: 11 * dayMs, after: null, limit: 10 });
  expect(lines.map((line) => line.split('|').slice(2, 5).join(' '))).toContain('a anna ADDMEMBER');
});
