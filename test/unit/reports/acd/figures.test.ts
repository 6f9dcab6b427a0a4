import { expect, test } from 'vitest';
import type { Fact } from '../../../../src/board/fact.ts';
import type { QueueId } from '../../../../src/board/ids.ts';
import { readAgentFigures } from '../../../../src/reports/acd/agent-figures.ts';
import { offersByAgent } from '../../../../src/reports/acd/offers-by-agent.ts';
import {
  readQueueFigures,
  readTransfers,
  type Asked,
  type QueueFigures,
} from '../../../../src/reports/acd/queue-figures.ts';
import { tegsoftRow } from '../../../../src/reports/acd/tegsoft.ts';
import { newAgent } from '../../../../src/board/agent/agent.ts';
import { officeOf, queueOf } from '../../board/settings.ts';
import { openLedger } from '../../ledger/scenes.ts';
import { anna, at, midnight, minutes, noon, Records } from '../rows.ts';

const support = 'support' as QueueId;
const queue = queueOf('support', [anna]);
const seconds = (count: number): number => count * 1_000;
const own = { call: 'c1', queue: support };

const asked = (borders: readonly number[]): Asked => ({
  borders,
  now: noon,
  shortTalkMs: seconds(10),
  recallMs: null,
});
const whole = asked([midnight, noon]);

async function figures(records: Records, how: Asked = whole): Promise<QueueFigures[]> {
  return readQueueFigures(records.ledger.figures, records.state, queue, how);
}

/** The one interval of a report. */
async function oneOf(records: Records, how: Asked = whole): Promise<QueueFigures> {
  const [one] = await figures(records, how);
  if (one === undefined) throw new Error('no interval');
  return one;
}

async function ofAnna(records: Records, how: Asked = whole) {
  const { figures: rows } = records.ledger;
  const transfers = await readTransfers(rows, midnight, noon);
  const offers = await offersByAgent(rows, [support], how.borders);
  return readAgentFigures(rows, records.state, anna, how, transfers, offers.get(anna) ?? []);
}

/** Two talks of Anna's: one with a hold and a consultation, wrapped up; one that she sends on. */
function day(): Records {
  return new Records()
    .agentWas(anna, 'ready', at(0), at(1))
    .agentWas(anna, 'offered', at(1), at(1) + seconds(5), own)
    .agentWas(anna, 'talking', at(1) + seconds(5), at(3), own)
    .agentWas(anna, 'holding', at(3), at(4), own)
    .agentWas(anna, 'consulting', at(4), at(5), own)
    .agentWas(anna, 'talking', at(5), at(6), own)
    .agentWas(anna, 'wrap-up', at(6), at(7), own)
    .agentWas(anna, 'not-ready', at(7), at(10), { reason: 'training' })
    .agentWas(anna, 'not-ready', at(10), at(12), { reason: 'lunch' })
    .agentWas(anna, 'ready', at(12), at(14))
    .agentWas(anna, 'talking', at(14), at(14) + seconds(8), { call: 'c2', queue: support })
    .agentWas(anna, 'ready', at(14) + seconds(8), at(20))
    .fact({
      kind: 'leg.regrouped',
      at: at(14) + seconds(8),
      call: 'c2',
      leg: null,
      caller: null,
      cause: 'transfer',
      by: { name: '', number: '1001' },
    } as unknown as Fact);
}

test('what agents had of the calls of a queue', async () => {
  expect(await oneOf(day().visit('c1', 'answered', at(1), seconds(5)))).toMatchObject({
    handled: 2,
    talkMs: seconds(115 + 60 + 8),
    holdMs: minutes(1),
    consultMs: minutes(1),
    wrapUpMs: minutes(1),
    longestTalkMs: seconds(175),
    averageHandlingMs: seconds((183 + 60 + 60) / 2 + 0),
    transferRate: 1 / 2,
    holdRate: 1 / 2,
    shortTalkRate: 1 / 2,
  });
});

test('what an agent did, with breaks that are working time', async () => {
  const records = day();
  records.state.office = officeOf({
    reasons: [{ id: 'training', name: 'Training', paid: true, longestMs: null, whenTooLong: 'alarm' }],
  });
  const [figures_] = await ofAnna(records);
  const worked = 115 + 60 + 60 + 60 + 60 + 8;
  const ready = 60 + 120 + 352;
  expect(figures_).toMatchObject({
    signedInMs: minutes(20),
    reasons: { training: minutes(3), lunch: minutes(2) },
    paidMs: minutes(3),
    firstSignInAt: at(0),
    lastSignOutAt: at(20),
    handled: 2,
  });
  expect(figures_?.occupancy).toBeCloseTo(worked / (worked + ready), 10);
  expect(figures_?.utilisation).toBeCloseTo(worked / 1_200, 10);
  expect(figures_?.productive).toBeCloseTo((worked + 180) / 1_200, 10);
});

test('time is split at the borders, a contact counts whole where it began', async () => {
  const borders = [at(0), at(4), at(5) + seconds(30), at(20)];
  const three = await ofAnna(day(), asked(borders));
  expect(three.map(({ handled }) => handled)).toEqual([1, 0, 1]);
  expect(three.map(({ states }) => states['talking'] ?? 0)).toEqual([seconds(115), seconds(30), seconds(38)]);
  expect(three[0]).toMatchObject({ talkMs: seconds(175), wrapUpMs: minutes(1) });
  expect(three.reduce((sum, { signedInMs }) => sum + signedInMs, 0)).toBe(minutes(20));
});

test('a contact that goes on at the first border is none of the later interval’s', async () => {
  const [after] = await ofAnna(day(), asked([at(5), at(13)]));
  expect(after).toMatchObject({ handled: 0, states: { talking: minutes(1), 'wrap-up': minutes(1) } });
});

test('features 1.12 CC 1018: a break resets nothing', async () => {
  const before = await oneOf(day().agentWas(anna, 'ready', at(20), at(21)));
  const after = await oneOf(
    day()
      .agentWas(anna, 'not-ready', at(20), at(21), { reason: 'lunch' })
      .agentWas(anna, 'ready', at(21), at(22)),
  );
  expect([after.handled, after.talkMs]).toEqual([before.handled, before.talkMs]);
});

test('who talks yet is counted so far', async () => {
  const records = day();
  const agent = newAgent(anna, at(20));
  Object.assign(agent, {
    presence: { name: 'ready' },
    work: { name: 'talking', call: 'c3', leg: 'l', queue: support },
    since: noon - minutes(2),
    signedInAt: at(0),
  });
  records.agentWas(anna, 'ready', at(20), noon - minutes(2)).state.agents.set(anna, agent);
  const [now] = await ofAnna(records);
  expect(now).toMatchObject({ handled: 3, lastSignOutAt: null });
  expect(now?.states['talking']).toBe(seconds(183 + 120));
});

test('offers: answered ones of those that the agent could have answered', async () => {
  const records = new Records();
  const offer = { call: 'c1', queue: support, agent: anna, leg: 'l' };
  for (const outcome of ['no-answer', 'caller-gone', 'lost-race', 'rejected']) {
    records.fact({ kind: 'offer.ended', at: at(1), ...offer, outcome, restUntil: null } as unknown as Fact);
  }
  for (const minute of [2, 3]) {
    records.fact({ kind: 'call.connected', at: at(minute), ...offer } as unknown as Fact);
  }
  const [mine] = await ofAnna(records);
  expect(mine).toMatchObject({ offers: { answered: 2, 'no-answer': 1, 'caller-gone': 1 }, answerRate: 0.5 });
  expect(await oneOf(records)).toMatchObject({ agentAnswerRate: 0.5 });
});

test('who was not let in is not offered', async () => {
  const turnedAway = {
    kind: 'call.turned-away',
    call: 'c',
    queue: support,
    by: { name: '', number: '' },
    to: null,
  };
  const records = new Records().visit('c1', 'answered', at(1), seconds(5));
  for (const reason of ['full', 'full', 'closed']) {
    records.fact({ ...turnedAway, at: at(2), reason } as unknown as Fact);
  }
  expect(await oneOf(records)).toMatchObject({
    offered: 1,
    blocked: { full: 2, closed: 1 },
    answeredRate: 1 / 3,
  });
});

test('a visit belongs to the interval in which it began', async () => {
  const records = new Records()
    .visit('c1', 'answered', at(29), minutes(5))
    .visit('c2', 'abandoned', at(30), minutes(5));
  const two = await figures(records, asked([at(0), at(30), at(60)]));
  expect(two.map(({ offered, answered, abandoned }) => [offered, answered, abandoned])).toEqual([
    [1, 1, 0],
    [1, 0, 1],
  ]);
});

test('callers who come again were not helped', async () => {
  const from = (number: string) => ({ caller: { name: '', number } });
  const records = new Records()
    .visit('c1', 'answered', at(1), seconds(5), from('01'))
    .visit('c2', 'answered', at(2), seconds(5), from('02'))
    .visit('c3', 'abandoned', at(50), seconds(5), from('01'));
  expect(await oneOf(records, { ...whole, recallMs: minutes(60) })).toMatchObject({ solvedRate: 1 / 2 });
  expect(await oneOf(records, { ...whole, recallMs: minutes(20) })).toMatchObject({ solvedRate: 1 });
  expect(await oneOf(records)).toMatchObject({ solvedRate: null });
});

test('C13, features 1.12 AQ 8352: figures are the same after a restart', async () => {
  const records = day()
    .visit('c1', 'answered', at(1), seconds(5))
    .visit('c2', 'abandoned', at(14), seconds(9));
  const before = await figures(records);
  const { file } = records.ledger;
  records.ledger.close();
  const reopened = openLedger(file);
  expect(await readQueueFigures(reopened.figures, records.state, queue, whole)).toEqual(before);
  reopened.close();
});

test('C28: who gave up and has not been spoken with since', () => {
  const from = (number: string) => ({ caller: { name: '', number } });
  const records = new Records()
    .visit('c1', 'abandoned', at(1), seconds(9), from('01'))
    .visit('c2', 'abandoned', at(2), seconds(9), from('02'))
    .visit('c3', 'abandoned', at(3), seconds(9), from('03'))
    .visit('c4', 'answered', at(9), seconds(9), from('01'))
    .leg('c5', '1001', {
      isOutgoing: true,
      startedAt: at(11),
      connectedMs: seconds(20),
      otherParty: { name: '', number: '02' },
    });
  const { figures: rows } = records.ledger;
  const later = rows
    .visitList({ outcomes: ['abandoned'], limit: 10 })
    .map((visit) => [visit.call, rows.reachedLater(visit)]);
  expect(later).toEqual([
    ['c3', null],
    ['c2', { how: 'called-back', at: at(11) }],
    ['c1', { how: 'called-again', at: at(9) + seconds(9) }],
  ]);
});

test('Tegsoft: SL, SLA, AAT and ACHT', async () => {
  const records = day()
    // Answered in base time, answered late, gave up in base time and late.
    .visit('c1', 'answered', at(1), seconds(5))
    .visit('c2', 'answered', at(2), seconds(30))
    .visit('c3', 'abandoned', at(3), seconds(4))
    .visit('c4', 'abandoned', at(4), seconds(40))
    .visit('c5', 'timeout', at(5), seconds(90));
  expect(tegsoftRow('support', await oneOf(records))).toEqual({
    SKILL: 'support',
    // "Inbound Call Number – ENTERQUEUE", "Missed Calls Number – ABANDON"
    'Inbound Call Number': 5,
    'Missed Calls Number': 2,
    // "SL : (100 X (Number of calls answered in base time / Number of all calls answered)"
    SL: (100 * 1) / 2,
    // "SLA: (100 X (Number of calls answered in base time) + (Number of abandon calls in base time) / Number of all
    // calls answered and abandoned)"
    SLA: (100 * (1 + 1)) / 4,
    // "AAT: (Total wait time of missed call) / (Total number of missed calls)"
    AAT: (4 + 40) / 2,
    // "ACHT: (Total call time + Not ready time due to related call transaction after call) / Total number of answered
    // called"
    ACHT: (183 + 60 + 60 + 60) / 2,
  });
});
