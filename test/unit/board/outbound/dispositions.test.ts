import { describe, expect, it } from 'vitest';
import type { AgentId, CallId, ContactId } from '../../../../src/board/ids.ts';
import { liveStateOf, stateFrom } from '../../../../src/board/live.ts';
import type { CampaignSettings } from '../../../../src/board/outbound/campaign-settings.ts';
import type { Contact } from '../../../../src/board/outbound/contact.ts';
import type { DispositionAction, ScheduleWanted } from '../../../../src/board/outbound/disposition.ts';
import type { QueueSettings } from '../../../../src/board/queue-settings.ts';
import { Random } from '../../../simulation/random.ts';
import { refusal } from '../agent/refusal.ts';
import { anna, ben, support } from '../stage.ts';
import { CampaignStage, contactOf, numberOfContact, outboundOffice, spring } from './campaign-stage.ts';

const hour = 3_600_000;

const rules: CampaignSettings['dispositions'] = [
  { path: ['Sold'], action: 'success' },
  { path: ['No', 'Price'], action: 'terminate' },
  { path: ['No', 'Never again'], action: 'do-not-call' },
  { path: ['No', 'Wrong number'], action: 'delete-number' },
  { path: ['No', 'Angry', 'Very'], action: 'block-number' },
  { path: ['Later', 'Promised'], action: 'schedule' },
  { path: ['Later', 'Line was bad'], action: 'retry' },
];

const pathOf: Record<DispositionAction, string> = {
  success: 'Sold',
  terminate: 'No|Price',
  'do-not-call': 'No|Never again',
  'delete-number': 'No|Wrong number',
  'block-number': 'No|Angry|Very',
  schedule: 'Later|Promised',
  retry: 'Later|Line was bad',
};
const actions = Object.keys(pathOf) as DispositionAction[];

const two = ['+493011111111', '+493022222222'] as const;
const contact = (more: Partial<Contact> = {}): Contact =>
  contactOf(1, { numbers: two.map((number) => numberOfContact(number)), ...more });

interface Office {
  readonly campaign?: Partial<CampaignSettings>;
  readonly queue?: Partial<QueueSettings>;
}

/** Anna talks with the customer of the first contact. */
function talking(
  { campaign = {}, queue = {} }: Office = {},
  ...contacts: Contact[]
): [CampaignStage, CallId] {
  const stage = new CampaignStage(outboundOffice({ dispositions: rules, ...campaign }, { queue })).ready(
    anna,
  );
  stage.starts(...(contacts.length === 0 ? [contact()] : contacts));
  const [call] = stage.attempts;
  if (call === undefined) throw new Error('nobody is called');
  stage.meets(call);
  stage.wait(60_000);
  return [stage, call];
}

/** The customer hangs up, and Anna's leg is gone. */
function over(stage: CampaignStage, call: CallId): CampaignStage {
  stage.command({ name: 'not-ready', agent: anna, reason: 'test' });
  stage.goes(stage.customer(call));
  for (const { id } of stage.call(call)?.legs ?? []) stage.goes(id);
  return stage;
}

const inAnHour = (stage: CampaignStage, more: Partial<ScheduleWanted> = {}): ScheduleWanted => ({
  at: stage.at + hour,
  number: null,
  agent: null,
  promised: 0,
  ...more,
});

const dispose = (stage: CampaignStage, disposition: string, schedule?: ScheduleWanted) =>
  stage.command({ name: 'dispose', agent: anna, disposition, note: 'a note', schedule });

function factsOf(stage: CampaignStage, run: () => void): unknown[] {
  const seen: unknown[] = [];
  const take = stage.take.bind(stage);
  stage.take = (input) => {
    const turn = take(input);
    seen.push(...turn.facts);
    return turn;
  };
  run();
  stage.take = take;
  return seen;
}

describe('what is said of a campaign’s call', () => {
  it.each<[DispositionAction, object]>([
    ['terminate', { state: 'finished', isSuccess: false, numbers: [{ index: 0, state: 'open' }] }],
    ['success', { state: 'finished', isSuccess: true }],
    [
      'do-not-call',
      {
        state: 'finished',
        numbers: [
          { index: 0, state: 'blocked' },
          { index: 1, state: 'blocked' },
        ],
      },
    ],
    ['delete-number', { state: 'open', next: 1, numbers: [{ index: 0, state: 'deleted' }] }],
    ['block-number', { state: 'open', next: 1, numbers: [{ index: 0, state: 'blocked' }] }],
    ['retry', { state: 'open', kind: 'retry' }],
    ['schedule', { state: 'open', kind: 'call-back', priority: 1, agent: anna }],
  ])('%s: the contact becomes that when the wrap-up is over', (action, result) => {
    const [stage, call] = talking({ queue: { wrapUp: 'timed', wrapUpMs: 10_000 } });
    dispose(stage, pathOf[action], action === 'schedule' ? inAnHour(stage, { agent: anna }) : undefined);
    expect(stage.fact('contact.disposed')).toMatchObject({ contact: 1, call, agent: anna, by: anna });
    over(stage, call);
    expect(stage.held(1)).toBe('disposing');
    const facts = factsOf(stage, () => stage.wait(10_000));
    expect(facts).toContainEqual(
      expect.objectContaining({
        kind: 'contact.settled',
        contact: 1,
        of: call,
        result: expect.objectContaining({ ...matching(result), result: pathOf[action], note: 'a note' }),
      }),
    );
    const barred = facts.filter((fact) => (fact as { kind: string }).kind === 'number.barred');
    const numbers = { 'do-not-call': [...two], 'block-number': [two[0]] }[action as string] ?? [];
    expect(barred.map((fact) => (fact as { pattern: string }).pattern)).toEqual(numbers);
    expect(stage.held(1)).toBeUndefined();
  });

  it('that another contact is called for is the end of this one, without a time', () => {
    const [stage, call] = talking({ queue: { wrapUp: 'timed', wrapUpMs: 10_000 } });
    const said = { name: 'dispose', agent: anna, disposition: pathOf.schedule, note: '' } as const;
    stage.command({ ...said, isPromisedElsewhere: true });
    const disposed = stage.fact('contact.disposed');
    expect(disposed).toMatchObject({ disposition: { action: 'terminate', schedule: null } });
    over(stage, call);
    const facts = factsOf(stage, () => stage.wait(10_000));
    const finished = expect.objectContaining({ state: 'finished', result: pathOf.schedule });
    expect(facts).toContainEqual(expect.objectContaining({ kind: 'contact.settled', result: finished }));
  });

  it('names the level that is wrong, and what there is on it', () => {
    const [stage] = talking();
    expect(() => dispose(stage, 'Maybe')).toThrow(
      'campaign spring has no disposition "Maybe": it has Sold, No, Later',
    );
    expect(() => dispose(stage, 'No|Colour')).toThrow(
      '"No" has no "Colour" on level 2: it has Price, Never again, Wrong number, Angry',
    );
    expect(() => dispose(stage, 'No')).toThrow('"No" needs a level 2: Price');
    expect(() => dispose(stage, 'No|Angry|Very|So')).toThrow('"No|Angry|Very" has no level 4');
    expect(() => dispose(stage, 'Sold|Twice')).toThrow('"Sold" has no level 2');
  });

  it.each<[string, (stage: CampaignStage) => ScheduleWanted | undefined, string?]>([
    ['schedule-missing', () => undefined],
    ['schedule-unexpected', (stage) => inAnHour(stage), 'Sold'],
    ['schedule-past', (stage) => inAnHour(stage, { at: stage.at })],
    ['schedule-number-unknown', (stage) => inAnHour(stage, { number: '+491' })],
    ['agent-unknown', (stage) => inAnHour(stage, { agent: 'nobody' as AgentId })],
    ['callbacks-full', (stage) => inAnHour(stage, { agent: anna, promised: 10 })],
    ['allowed', (stage) => inAnHour(stage, { agent: ben, promised: 9 })],
    ['allowed', (stage) => inAnHour(stage, { number: two[1] })],
  ])('promises: %s', (code, schedule, path = 'Later|Promised') => {
    const [stage] = talking();
    expect(refusal(() => dispose(stage, path, schedule(stage)))).toBe(code);
  });

  it('promises nobody a call at an hour at which the law forbids it, and says when it may be', () => {
    const office = outboundOffice({ dispositions: rules, rules: ['law'] });
    const law = {
      id: 'law',
      source: 'Act 1',
      windows: [{ days: [1, 2, 3, 4, 5, 6], from: 480, to: 1260 }],
      holidays: [],
      perDay: null,
      per24Hours: null,
      leastRingMs: 0,
      regions: [],
    };
    const stage = new CampaignStage({ ...office, callingRules: [law] }).ready(anna).starts(contact());
    const [call] = stage.attempts;
    if (call === undefined) throw new Error('nobody is called');
    stage.meets(call);
    // A Monday, 10:00 in Berlin: twelve hours later it is 22:00.
    const at = stage.at + 12 * hour;
    try {
      dispose(stage, 'Later|Promised', inAnHour(stage, { at }));
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        code: 'schedule-outside-window',
        details: { until: Date.UTC(2026, 0, 6, 7), fields: [{ field: 'schedule.at' }] },
      });
      expect(String(error)).toContain('it is Mon 22:00 in Europe/Berlin; law [Act 1] allows');
    }
  });

  it('bars the number at once for everybody, and no more when the agent corrects himself', () => {
    const [stage, call] = talking({ queue: { wrapUp: 'optional' } });
    over(stage, call);
    const { numberLog } = stage.board.state;
    dispose(stage, pathOf['do-not-call']);
    const barred = two.map((number) => ` ${number}`);
    expect([...numberLog.barred.keys()]).toEqual(barred);
    // After a restart, too.
    const again = stateFrom(structuredClone(liveStateOf(stage.board.state)));
    expect([...again.numberLog.barred.keys()]).toEqual(barred);
    dispose(stage, pathOf.schedule, inAnHour(stage));
    dispose(stage, 'Sold');
    expect(numberLog.barred.size).toBe(0);
    const facts = factsOf(stage, () => stage.command({ name: 'end-wrap-up', agent: anna }));
    expect(facts).toContainEqual(
      expect.objectContaining({
        kind: 'contact.settled',
        result: expect.objectContaining({ isSuccess: true, result: 'Sold' }),
      }),
    );
  });

  it('takes any text where the campaign names no dispositions, with a time as a promise', () => {
    const [stage, call] = talking({ campaign: { dispositions: [] } });
    dispose(stage, 'whatever he said', inAnHour(stage));
    expect(stage.fact('contact.disposed').disposition).toMatchObject({ action: 'schedule', data: {} });
    dispose(stage, 'no');
    expect(stage.fact('contact.disposed').disposition).toMatchObject({ action: 'terminate', path: 'no' });
    over(stage, call);
  });
});

describe('a disposition that is required', () => {
  const required = { dispositionRequired: true };

  it('keeps the agent in his wrap-up until he has said it, however long the queue gives him', () => {
    const [stage, call] = talking({ campaign: required, queue: { wrapUp: 'timed', wrapUpMs: 30_000 } });
    over(stage, call);
    stage.wait(10_000);
    expect(refusal(() => stage.command({ name: 'end-wrap-up', agent: anna }))).toBe('disposition-required');
    expect(refusal(() => stage.command({ name: 'sign-out', agent: anna }))).toBe('disposition-required');
    stage.command({ name: 'ready', agent: anna });
    stage.wait(hour);
    expect(stage.agent(anna).work.name).toBe('wrap-up');
    dispose(stage, 'Sold');
    expect(stage.kinds).toContain('agent.idle');
    expect(stage.agent(anna).readySince).toBe(stage.at);
  });

  it('leaves the rest of the wrap-up to whoever says it early', () => {
    const [stage, call] = talking({ campaign: required, queue: { wrapUp: 'timed', wrapUpMs: 30_000 } });
    over(stage, call).wait(10_000);
    dispose(stage, 'Sold');
    expect(stage.agent(anna).work).toMatchObject({ name: 'wrap-up', until: stage.at + 20_000 });
    stage.command({ name: 'end-wrap-up', agent: anna });
    expect(stage.agent(anna).work.name).toBe('idle');
  });

  it('is the default when the time is over, if there is one', () => {
    const withDefault = { ...required, dispositionDefault: 'Later|Line was bad' };
    const [stage, call] = talking({ campaign: withDefault, queue: { wrapUp: 'timed', wrapUpMs: 30_000 } });
    over(stage, call);
    expect(refusal(() => stage.command({ name: 'end-wrap-up', agent: anna }))).toBe('disposition-required');
    const facts = factsOf(stage, () => stage.wait(30_000));
    expect(facts).toMatchObject([
      { kind: 'agent.idle', expired: true },
      { kind: 'contact.disposed', by: null, disposition: { path: 'Later|Line was bad', action: 'retry' } },
      { kind: 'contact.settled', result: { state: 'open' } },
    ]);
  });

  /** Anna has called a number herself, and both have hung up. */
  function byHand(
    campaign: Partial<CampaignSettings>,
    queue: Partial<QueueSettings>,
  ): [CampaignStage, CallId] {
    const settings = { ...required, dispositions: rules, dialling: { name: 'manual' }, ...campaign } as const;
    const stage = new CampaignStage(outboundOffice(settings, { queue })).ready(anna);
    const [number] = two;
    const zones = ['Europe/Berlin'];
    const wanted = {
      name: 'dial-number',
      agent: anna,
      campaign: spring,
      number,
      dial: number,
      zones,
    } as const;
    stage.command({ ...wanted, region: null });
    const [call] = stage.attempts;
    const first = call === undefined ? undefined : stage.call(call)?.legs[0];
    if (call === undefined || first === undefined) throw new Error('nobody is called');
    stage.answers(first.id);
    stage.answers(stage.customer(call));
    stage.bridges(call);
    return [over(stage, call), call];
  }

  it('holds for a number that was dialled by hand', () => {
    const [stage, call] = byHand({}, { wrapUp: 'none' });
    expect(refusal(() => stage.command({ name: 'end-wrap-up', agent: anna }))).toBe('disposition-required');
    expect(refusal(() => dispose(stage, 'Later|Promised', inAnHour(stage)))).toBe('schedule-no-contact');
    dispose(stage, 'No|Never again');
    expect(stage.fact('contact.disposed')).toMatchObject({ contact: null, call });
    expect(stage.fact('number.barred')).toMatchObject({ pattern: two[0], by: anna });
    expect(stage.agent(anna).work.name).toBe('idle');
  });

  it('is the default of a number that was dialled by hand, too, once', () => {
    const [stage, call] = byHand({ dispositionDefault: 'No|Price' }, { wrapUp: 'timed', wrapUpMs: 30_000 });
    const facts = factsOf(stage, () => stage.wait(60_000));
    expect(facts).toMatchObject([
      {
        kind: 'contact.disposed',
        contact: null,
        call,
        agent: anna,
        by: null,
        disposition: { path: 'No|Price' },
      },
      { kind: 'agent.idle', expired: true },
    ]);
  });

  it('is never left open, whatever the agent tries', () => {
    for (let seed = 1; seed <= 60; seed += 1) {
      const random = new Random(seed);
      const wrapUp = random.pick(wrapUps);
      const dispositionDefault = random.chance(0.5) ? 'No|Price' : null;
      const [stage, call] = talking({
        campaign: { ...required, dispositionDefault },
        queue: { wrapUp, wrapUpMs: 30_000 },
      });
      const facts = factsOf(stage, () => {
        over(stage, call);
        for (let count = 0; count < 12; count += 1) {
          refusal(() => attempt(stage, random.pick(steps)));
          const { work } = stage.agent(anna);
          const owes = stage.agent(anna).asked.length > 0 && stage.agent(anna).disposed.length === 0;
          if (owes) expect(['wrap-up', 'direct'], `seed ${seed}`).toContain(work.name);
        }
      });
      const kinds = facts.map((fact) => (fact as { kind: string }).kind);
      const isSaid = kinds.includes('contact.disposed');
      expect(isSaid || stage.held(1) === 'disposing', `seed ${seed}: ${kinds.join(', ')}`).toBe(true);
      if (kinds.includes('agent.signed-out')) expect(isSaid, `seed ${seed}`).toBe(true);
    }
  });
});

const wrapUps = ['none', 'timed', 'fixed', 'optional', 'until-disposition', 'on-request'] as const;
const steps = [
  'ready',
  'not-ready',
  'end-wrap-up',
  'sign-out',
  'sign-out-after',
  'dispose',
  'wait',
  'queues',
  'call',
] as const;

function attempt(stage: CampaignStage, step: (typeof steps)[number]): void {
  switch (step) {
    case 'ready':
      return void stage.command({ name: 'ready', agent: anna });
    case 'not-ready':
      return void stage.command({ name: 'not-ready', agent: anna, reason: 'lunch' });
    case 'end-wrap-up':
      return void stage.command({ name: 'end-wrap-up', agent: anna });
    case 'sign-out':
      return void stage.command({ name: 'sign-out', agent: anna });
    case 'sign-out-after':
      return void stage.command({ name: 'sign-out', agent: anna, afterCall: true });
    case 'dispose':
      return void dispose(stage, 'Sold');
    case 'queues':
      return void stage.command({ name: 'choose-queues', agent: anna, queues: [support] });
    case 'call':
      return void stage.command({ name: 'make-call', phone: '1001' as never, number: '1002' });
    default:
      stage.wait(20_000);
  }
}

describe('a disposition that is corrected', () => {
  const correct = (
    stage: CampaignStage,
    call: CallId,
    stored: Contact | null,
    former: DispositionAction,
    path: string,
  ) =>
    stage.command({
      name: 'correct-disposition',
      campaign: spring,
      call,
      agent: anna,
      number: two[0],
      contact: 1 as ContactId,
      stored,
      former,
      said: { path, note: '', data: {}, schedule: path === pathOf.schedule ? inAnHour(stage) : null },
      by: 'boss',
    });

  const nextOf: Record<DispositionAction, object> = {
    terminate: { state: 'finished', isSuccess: false },
    success: { state: 'finished', isSuccess: true },
    'do-not-call': { state: 'finished' },
    'delete-number': { state: 'open', next: 1 },
    'block-number': { state: 'open', next: 1 },
    retry: { state: 'open' },
    schedule: { state: 'open', kind: 'call-back' },
  };

  it('takes the contact out of the lists and gives it back as if that had been said, from any to any', () => {
    for (const former of actions) {
      for (const action of actions) {
        const [stage, call] = talking({ queue: { wrapUp: 'none' } });
        dispose(stage, pathOf[former], former === 'schedule' ? inAnHour(stage) : undefined);
        const settled = factsOf(stage, () => over(stage, call)).find(
          (fact) => (fact as { kind: string }).kind === 'contact.settled',
        ) as { result: { numbers: readonly { index: number }[] } };
        const { result } = settled;
        const stored = {
          ...contact(),
          ...result,
          numbers: contact().numbers.map((number, at) => ({
            ...number,
            ...result.numbers.find(({ index }) => index === at),
          })),
        } as unknown as Contact;
        const isBarred = former === 'do-not-call' || former === 'block-number';
        if (isBarred && action === 'schedule') {
          const run = (): unknown => correct(stage, call, stored, former, pathOf[action]);
          expect(refusal(run)).toBe('may-not-call');
          continue;
        }
        correct(stage, call, stored, former, pathOf[action]);
        expect(stage.fact('contact.disposed')).toMatchObject({ call, by: 'boss', agent: anna });
        const again = stage.fact('contact.settled');
        expect(again).toMatchObject({ by: 'boss', result: { ...nextOf[action], result: pathOf[action] } });
        expect(again.result.attempts).toBe(1);
        expect(stage.held(1)).toBeUndefined();
      }
    }
  });

  it('changes the record only when the contact has been called since', () => {
    const [stage, call] = talking({ queue: { wrapUp: 'none' } });
    dispose(stage, 'Sold');
    over(stage, call);
    correct(stage, call, null, 'success', 'No|Price');
    expect(stage.kinds).toEqual(['contact.disposed']);
  });
});

describe('calls that are promised', () => {
  const promised = (stage: CampaignStage, agent: AgentId | null): Contact =>
    contact({ kind: 'call-back', agent, dueAt: stage.at, priority: 1 });

  it('are handed over to anybody when their agent does not come to them', () => {
    const callbacks = { handOverMs: 600_000, remindMs: 0, mostPerAgent: 10 };
    const stage = new CampaignStage(outboundOffice({ callbacks })).ready(anna);
    stage.starts(promised(stage, ben));
    expect(stage.attempts).toHaveLength(0);
    stage.wait(599_000);
    expect(stage.attempts).toHaveLength(0);
    const facts = factsOf(stage, () => stage.wait(1_000));
    expect(facts).toContainEqual(
      expect.objectContaining({ kind: 'contact.handed-over', contact: 1, from: ben }),
    );
    expect(stage.attempts).toHaveLength(1);
  });

  it('are moved and taken back, unless somebody is just calling', () => {
    const stage = new CampaignStage(outboundOffice()).ready(anna);
    const stored = promised(stage, ben);
    const by = 'boss';
    stage.command({
      name: 'move-promise',
      campaign: spring,
      contact: stored,
      schedule: inAnHour(stage, { agent: anna, number: two[1] }),
      by,
    });
    expect(stage.fact('contact.settled')).toMatchObject({
      by,
      result: { state: 'open', dueAt: stage.at + hour, agent: anna, next: 1, kind: 'call-back', priority: 1 },
    });
    stage.command({ name: 'drop-promise', campaign: spring, contact: stored, reason: 'cancelled', by });
    expect(stage.fact('contact.settled').result).toMatchObject({ state: 'finished', result: 'cancelled' });
    stage.starts(promised(stage, null));
    expect(
      refusal(() =>
        stage.command({ name: 'drop-promise', campaign: spring, contact: stored, reason: 'cancelled', by }),
      ),
    ).toBe('contact-in-use');
  });

  it('are told to their agent', () => {
    const stage = new CampaignStage(outboundOffice());
    stage.command({ name: 'remind', campaign: spring, contact: promised(stage, ben) });
    expect(stage.fact('contact.reminded')).toMatchObject({ agent: ben, number: two[0], dueAt: stage.at });
  });
});

function matching(result: object): object {
  return Object.fromEntries(
    Object.entries(result).map(([key, value]) => [
      key,
      Array.isArray(value) ? value.map((one: object) => expect.objectContaining(one) as unknown) : value,
    ]),
  );
}
