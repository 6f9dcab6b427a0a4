import { describe, expect, it } from 'vitest';
import type { CampaignSettings } from '../../../src/board/outbound/campaign-settings.ts';
import type { ContactNumber } from '../../../src/board/outbound/contact.ts';
import { nobodyBarred } from '../../../src/board/outbound/gate.ts';
import type { Turn } from '../../../src/board/turn.ts';
import { simulate } from '../run.ts';

const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

/** What campaigns have to have met in some run, so that the rules about it have been tried. */
const met = [
  'begun.manual',
  'begun.preview',
  'begun.progressive',
  'begun.power',
  'begun.predictive',
  'begun.agentless',
  'attempt.person',
  'attempt.abandoned',
  'attempt.hung-up',
  'attempt.busy',
  'attempt.no-answer',
  'attempt.rejected',
  'attempt.invalid',
  'attempt.network',
  'attempt.cancelled',
  'attempt.machine',
  'attempt.overflowed',
  'contact.skipped',
  'contacts.released',
  'campaign.suspended',
  'refused.do-not-call',
  'refused.outside-window',
  'refused.per-day',
  'refused.per-24-hours',
  'disposed.terminate',
  'disposed.schedule',
  'disposed.delete-number',
  'disposed.block-number',
  'disposed.retry',
  'disposed.do-not-call',
  'disposed.success',
];

describe('the simulated campaigns', () => {
  it('break no rule, and meet everything that can happen to them', () => {
    const results = seeds.map((seed) => simulate(seed));
    expect(results.map(({ violation }) => violation).filter((violation) => violation !== null)).toEqual([]);
    const done = new Set(results.flatMap(({ outbound }) => Object.keys(outbound)));
    expect(met.filter((what) => !done.has(what))).toEqual([]);
  });
});

/** A board whose campaigns are wrong in one way, the rule by which it is found out, and seeds in which it is. */
const mutants: readonly [string, string, readonly number[], (turn: Turn) => void][] = [
  [
    'forgets when numbers were called',
    'nobody is called against the rules',
    [2, 4],
    (turn) => {
      turn.state.numberLog.dialled.clear();
      eachHanded(turn, (number) => Object.assign(number, { recent: [] }));
    },
  ],
  [
    'takes every clock for its own',
    'nobody is called against the rules',
    [2, 4],
    (turn) => eachHanded(turn, (number) => Object.assign(number, { zones: ['UTC'] })),
  ],
  [
    'locks nobody out',
    'nobody is called against the rules',
    [41],
    ({ facts, state, at }) => {
      state.numberLog.locked.clear();
      for (const fact of facts) {
        if (fact.kind !== 'contact.settled') continue;
        Object.assign(fact.result, { dueAt: at });
        for (const number of fact.result.numbers) Object.assign(number, { lockedUntil: 0, notBefore: at });
      }
    },
  ],
  [
    'calls a contact once more than it may',
    'nobody is called against the rules',
    [10, 12],
    (turn) =>
      eachSettings(turn, ({ limits }) => ({ limits: { ...limits, perContact: limits.perContact + 1 } })),
  ],
  [
    'has no do-not-call list',
    'nobody on the do-not-call list is called',
    [2, 4],
    ({ state }) => {
      state.doNotCall = nobodyBarred;
      state.numberLog.barred.clear();
    },
  ],
  [
    'gives back whom it calls',
    'a contact is in one pair of hands',
    [2, 4],
    ({ facts, state, at }) => {
      for (const { id, campaign, state: held } of state.contacts.values()) {
        if (held.name === 'dialled') facts.push({ kind: 'contacts.released', campaign, contacts: [id], at });
      }
    },
  ],
  [
    'gives back twice',
    'a contact is in one pair of hands',
    [2, 4],
    ({ facts }) => facts.push(...facts.filter(({ kind }) => kind === 'contact.settled')),
  ],
  ['forgets to give back', 'contacts balance', [2, 4], (turn) => without(turn, 'contact.settled')],
  [
    'lets nobody go who waits',
    'nobody waits for an agent for long',
    [4, 5],
    ({ state }) => {
      for (const call of state.calls.values()) {
        if (call.attempt !== null) call.attempt = { ...call.attempt, answeredAt: null };
      }
    },
  ],
  [
    'says nothing to whom it lets go',
    'who is let go hears the message',
    [8, 47],
    ({ effects }) => {
      const kept = effects.filter(
        (effect) => effect.name !== 'play' || !effect.media.includes('sound:sorry'),
      );
      effects.splice(0, effects.length, ...kept);
    },
  ],
  [
    'takes its budget for endless',
    'the budget is spent before dialling',
    [10],
    ({ state }) => {
      for (const { budget } of state.campaigns.values()) for (const day of budget.days) day.answered = 1e6;
    },
  ],
  [
    'calls three for each agent',
    'power dials so many',
    [12, 23],
    (turn) => {
      for (const { budget } of turn.state.campaigns.values()) {
        for (const day of budget.days) day.answered = 1e6;
      }
      eachSettings(turn, ({ dialling }) =>
        dialling.name === 'power' ? { dialling: { ...dialling, ratio: 9 } } : {},
      );
    },
  ],
  [
    'begins one call more than it may',
    'caps are kept',
    [2, 10],
    (turn) => eachSettings(turn, ({ most }) => ({ most: most === null ? null : most + 1 })),
  ],
  [
    'asks more of trunks than they carry',
    'caps are kept',
    [4, 46],
    ({ state }) => {
      state.legsOfTrunk.clear();
      state.trunkStarts.clear();
    },
  ],
  [
    'calls while callers wait',
    'callers come first',
    [48, 51],
    (turn) => eachSettings(turn, () => ({ blending: { pauseWaiting: null, reserve: -9 } })),
  ],
  [
    'does not stop',
    'only campaigns that run dial',
    [25, 31],
    ({ state }) => {
      for (const campaign of state.campaigns.values())
        if (campaign.run === 'suspended') campaign.run = 'running';
    },
  ],
  [
    'dials at any hour',
    'only campaigns that are open dial',
    [9, 12],
    (turn) => {
      eachSettings(turn, () => ({ calendar: null }));
      for (const campaign of turn.state.campaigns.values()) {
        campaign.changes = { ...campaign.changes, hours: null, daysOff: [] };
      }
    },
  ],
  [
    'takes who looks at a contact for idle',
    'who sees a contact does nothing else',
    [4, 5],
    ({ state }) => {
      for (const agent of state.agents.values()) {
        if (agent.work.name === 'previewing') agent.work = { name: 'idle' };
      }
    },
  ],
  [
    'takes a busy line for an absent customer',
    'outcomes agree with customers',
    [2, 4],
    ({ facts }) => {
      for (const fact of facts) {
        if (fact.kind === 'attempt.ended' && fact.outcome === 'busy')
          Object.assign(fact, { outcome: 'no-answer' });
      }
    },
  ],
  [
    'loses the row of an attempt',
    'every attempt has its row',
    [2, 4],
    ({ changes }) => changes.attempts.pop(),
  ],
  [
    'books nothing for who says nothing',
    'a talk has its disposition',
    [2, 5],
    (turn) => without(turn, 'contact.disposed'),
  ],
];

describe('the checks find campaigns that', () => {
  it.each(mutants)('%s: %s', (_, rule, itsSeeds, tamper) => {
    const found = itsSeeds.map((seed) => simulate(seed, tamper).violation?.split('\n')[0] ?? 'nothing');
    expect(found.join('\n')).toContain(`: ${rule}`);
  });
});

/** Of contacts that are handed over: they are changed in the fact and on the board alike. */
function eachHanded({ facts }: Turn, change: (number: ContactNumber) => void): void {
  for (const fact of facts) {
    if (fact.kind !== 'contacts.held') continue;
    for (const { numbers } of fact.contacts) for (const number of numbers) change(number);
  }
}

function eachSettings(
  { state }: Turn,
  change: (settings: CampaignSettings) => Partial<CampaignSettings>,
): void {
  for (const { id } of state.office.campaigns) {
    const settings = state.office.campaigns.find((one) => one.id === id);
    if (settings !== undefined) state.campaignSettings.set(id, { ...settings, ...change(settings) });
  }
}

function without({ facts }: Turn, kind: string): void {
  facts.splice(0, facts.length, ...facts.filter((fact) => fact.kind !== kind));
}
