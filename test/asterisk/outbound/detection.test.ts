import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AgentId } from '../../../src/board/ids.ts';
import { CallingCampaign, type AttemptSeen } from '../harness/calling-campaign.ts';
import { again, quiet, spoken, tone, ulaw } from '../harness/speech.ts';

const sit = [...tone([985], 380), ...tone([1428], 276), ...tone([1777], 380)];

/** What customers let us hear when they have answered. */
const sounds = {
  // A word, and he waits.
  hello: ulaw(quiet(100), await spoken('digit-0'), quiet(8_000)),
  // So late that nobody can tell in time.
  late: ulaw(quiet(1_100), await spoken('digit-9'), quiet(8_000)),
  machine: ulaw(quiet(20), await spoken('callback-confirm'), await spoken('callback-done'), quiet(8_000)),
  nothing: ulaw(quiet(10_000)),
  fax: ulaw(quiet(200), tone([2100], 3_000), quiet(5_000)),
  // The number does not exist, says the network after it has answered.
  sit: ulaw(quiet(100), sit, quiet(300), await spoken('nobody-there'), quiet(5_000)),
  busy: ulaw(again([...tone([480, 620], 500), ...quiet(500)], 10)),
};
type Sound = keyof typeof sounds;

/** What Asterisk's own tone detection takes for special information tones, or for a busy signal. */
const voices = {
  full: ulaw(quiet(100), await spoken('full'), quiet(8_000)),
  already: ulaw(quiet(100), await spoken('callback-already'), quiet(8_000)),
  goodbye: ulaw(quiet(100), await spoken('goodbye'), quiet(8_000)),
};
const voiceNumbers = Object.keys(voices).map((_, index) => `4930201000${50 + index}`);

const names = Object.keys(sounds) as Sound[];
const numberOf = (name: Sound): string => `4930201000${10 + names.indexOf(name)}`;

/** What each way of finding out makes of each. */
const expected: Record<'asterisk' | 'talk', Record<Sound, readonly [detected: string, outcome: string]>> = {
  asterisk: {
    hello: ['person', 'person'],
    late: ['unknown', 'person'],
    machine: ['machine', 'machine'],
    nothing: ['unknown', 'person'],
    fax: ['machine', 'machine'],
    sit: ['tone', 'invalid'],
    // Half a second of sound and silence are a word.
    busy: ['person', 'person'],
  },
  talk: {
    hello: ['person', 'person'],
    late: ['unknown', 'person'],
    machine: ['machine', 'machine'],
    nothing: ['unknown', 'person'],
    fax: ['tone', 'invalid'],
    sit: ['machine', 'machine'],
    busy: ['person', 'person'],
  },
};

describe.for(['asterisk', 'talk'] as const)('by %s', (by) => {
  let campaign: CallingCampaign;
  let attempts: Map<string, AttemptSeen>;
  const tookMs = new Map<string, number>();

  beforeAll(async () => {
    campaign = await CallingCampaign.start({
      customers: [
        [
          ...names.map((sound) => ({ number: numberOf(sound), status: 200, ringMs: 100, sound })),
          ...Object.keys(voices).map((sound, index) => ({
            number: voiceNumbers[index] ?? '',
            status: 200,
            ringMs: 100,
            sound,
          })),
        ],
      ],
      sounds: { ...sounds, ...voices },
      campaign: {
        dialling: { mode: 'agentless', message: 'goodbye' },
        detection: { by, longest: '1500ms' },
      },
    });
    const { exchange } = campaign.office.house.app;
    exchange.listen((entries) => {
      for (const { fact } of entries) {
        if (fact.kind === 'attempt.detected' && fact.state !== 'running') tookMs.set(fact.call, fact.tookMs);
      }
    });
    await campaign.calls([...names.map(numberOf), ...voiceNumbers]);
    attempts = await campaign.attempts(names.length + voiceNumbers.length);
  }, 60_000);

  afterAll(() => campaign.stop());

  test.for(names.map((name) => [name, ...expected[by][name]] as const))(
    '%s is %s',
    ([name, detected, outcome]) => {
      expect(attempts.get(numberOf(name))).toMatchObject({ detected, outcome });
    },
  );

  test('no voice is taken for a tone', () => {
    const told = voiceNumbers.map((number) => attempts.get(number)?.detected);
    expect(told.filter((one) => one !== 'machine' && one !== 'unknown' && one !== 'person')).toEqual([]);
  });

  test('a person is known soon enough to be with an agent within two seconds', () => {
    for (const name of ['hello', 'late', 'nothing'] as const) {
      expect(tookMs.get(attempts.get(numberOf(name))?.call ?? '')).toBeLessThan(2_000);
    }
  });
});

test('an agent has a person within two seconds of his answer, and a machine never', async () => {
  const all = ['hello', 'machine'] as const;
  const campaign = await CallingCampaign.start({
    customers: [
      all.map((sound) => ({ number: numberOf(sound), status: 200, ringMs: 100, talkMs: 4_000, sound })),
    ],
    sounds,
    campaign: { queue: 'support', dialling: 'progressive', detection: { by: 'talk', longest: '1500ms' } },
  });
  try {
    const { office } = campaign;
    await office.phone('1001');
    const { exchange } = office.house.app;
    const agent = 'anna' as AgentId;
    await exchange.command({ name: 'sign-in', agent, connect: 'auto-answer' });
    await exchange.command({ name: 'ready', agent });
    await campaign.calls(all.map(numberOf));
    const attempts = await campaign.attempts(all.length);
    expect(attempts.get(numberOf('machine'))).toMatchObject({
      outcome: 'machine',
      waitMs: null,
      agent: null,
    });
    const person = attempts.get(numberOf('hello'));
    expect(person).toMatchObject({ outcome: 'person', agent: 'anna' });
    expect(person?.waitMs).toBeGreaterThan(900);
    expect(person?.waitMs).toBeLessThan(2_000);
  } finally {
    await campaign.stop();
  }
});
