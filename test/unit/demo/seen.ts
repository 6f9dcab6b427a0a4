import type { CallSeen, TalkSeen } from '../../demo/floor.ts';

/** A call of Nadia's to support at second 0, over at second 10, that waited only; with these differences. */
export function seen(differences: Partial<CallSeen> = {}): CallSeen {
  return {
    plan: {
      atMs: 0,
      name: 'Nadia Petrov',
      number: '0555000001',
      target: { number: '700', queue: 'support', queueName: 'Support', weight: 1 },
      patienceMs: 60_000,
      hz: 1_200,
    },
    invitedAt: 0,
    acceptedAt: 20,
    offers: [],
    talk: null,
    longestGapMs: 40,
    ended: { at: 10_000, by: 'caller', sipStatus: null },
    ...differences,
  };
}

export function talk(differences: Partial<TalkSeen> = {}): TalkSeen {
  return {
    agent: 'anna',
    answeredAt: 3_000,
    callerHeardAt: 3_040,
    agentHeardAt: 3_050,
    agentHungUp: false,
    ...differences,
  };
}
