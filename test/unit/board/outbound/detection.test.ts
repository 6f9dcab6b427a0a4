import { describe, expect, it } from 'vitest';
import type { CallId } from '../../../../src/board/ids.ts';
import type { LineEvent } from '../../../../src/board/input.ts';
import type { DetectionSettings } from '../../../../src/board/outbound/campaign-settings.ts';
import { channelOf } from '../settings.ts';
import { anna } from '../stage.ts';
import { CampaignStage, contactOf, outboundOffice, spring } from './campaign-stage.ts';

const talk: DetectionSettings = {
  by: 'talk',
  longestMs: 1_500,
  falsePositives: 0.02,
  machine: { name: 'hang-up' },
  unknown: 'agent',
};

interface Answered {
  readonly stage: CampaignStage;
  readonly call: CallId;
  hears(event: 'talks' | 'tone'): void;
  falls(talkedMs: number): void;
}

/** A customer has answered, and anna is free. */
function answered(detection: Partial<DetectionSettings> = {}): Answered {
  const stage = new CampaignStage(outboundOffice({ detection: { ...talk, ...detection } })).ready(anna);
  stage.starts(contactOf(1));
  const [call] = stage.attempts;
  if (call === undefined) throw new Error('nobody is called');
  const channel = stage.customer(call);
  stage.answers(channel);
  const line = (event: LineEvent) => stage.take({ kind: 'line', event });
  return {
    stage,
    call,
    hears: (name) => line({ name, channel }),
    falls: (talkedMs) => line({ name: 'silent', channel, talkedMs }),
  };
}

const verdict = ({ stage, call }: Answered) => stage.board.state.calls.get(call)?.attempt?.detection?.state;
const outcome = ({ stage }: Answered) => stage.fact('attempt.ended').outcome;
const today = ({ stage }: Answered) => stage.board.state.campaigns.get(spring)?.budget.days.at(-1);
const isOffered = ({ stage }: Answered) => stage.board.state.agents.get(anna)?.work.name !== 'idle';

describe('by talk', () => {
  it('a word and silence are a person', () => {
    const it = answered();
    expect(it.stage.wanted('listen')).toMatchObject({ for: 'greeting' });
    expect(isOffered(it)).toBe(false);
    it.stage.wait(300);
    it.hears('talks');
    it.stage.wait(900);
    it.falls(500);
    expect(verdict(it)).toBe('person');
    expect(it.stage.wanted('listen')).toMatchObject({ for: 'nothing' });
    expect(isOffered(it)).toBe(true);
    expect(today(it)).toMatchObject({ answered: 1, abandoned: 0 });
  });

  it('his two seconds run from his answer', () => {
    const it = answered();
    it.stage.wait(450);
    it.hears('talks');
    it.stage.wait(950);
    it.falls(550);
    it.stage.wait(599);
    expect(it.stage.kinds).not.toContain('attempt.overflowed');
    it.stage.wait(1);
    expect(it.stage.board.state.calls.get(it.call)?.attempt?.outcome).toBe('abandoned');
  });

  it('long talk is a machine, as soon as it is too long for a person', () => {
    const it = answered();
    it.stage.wait(200);
    it.hears('talks');
    it.stage.wait(999);
    expect(verdict(it)).toBe('running');
    it.stage.wait(1);
    expect(outcome(it)).toBe('machine');
    expect(it.stage.board.state.calls.get(it.call)?.phase.name).toBe('ended');
  });

  it('whom it cannot tell in time an agent gets', () => {
    const it = answered();
    it.stage.wait(900);
    it.hears('talks');
    it.stage.wait(600);
    expect(verdict(it)).toBe('unknown');
    expect(isOffered(it)).toBe(true);
  });

  it('a click is no word', () => {
    const it = answered();
    it.hears('talks');
    it.falls(40);
    expect(verdict(it)).toBe('running');
    it.stage.wait(1_500);
    expect(verdict(it)).toBe('unknown');
  });

  it('silence that is hung up on was nobody; what was said by whom it could not tell may have been a person', () => {
    const silent = answered({ unknown: 'hang-up' });
    silent.stage.wait(1_500);
    expect(outcome(silent)).toBe('silence');
    expect(today(silent)).toBeUndefined();
    const late = answered({ unknown: 'hang-up' });
    late.stage.wait(900);
    late.hears('talks');
    late.stage.wait(600);
    expect(outcome(late)).toBe('abandoned');
    expect(late.stage.effects).toContainEqual(expect.objectContaining({ name: 'play' }));
    expect(today(late)).toMatchObject({ answered: 1, abandoned: 1 });
  });

  it('a fax machine is nobody to talk with', () => {
    const it = answered();
    it.hears('tone');
    expect(verdict(it)).toBe('tone');
    expect(outcome(it)).toBe('invalid');
  });

  it('whoever hangs up meanwhile has hung up', () => {
    const it = answered();
    it.stage.goes(it.stage.customer(it.call));
    expect(outcome(it)).toBe('hung-up');
  });
});

describe('a machine', () => {
  function machine(detection: Partial<DetectionSettings>): Answered {
    const it = answered(detection);
    it.hears('talks');
    it.stage.wait(1_000);
    return it;
  }

  it('hears the message when its greeting is over', () => {
    const it = machine({ machine: { name: 'message', message: 'sound:call-us' } });
    expect(it.stage.wanted('listen')).toMatchObject({ for: 'pause' });
    it.hears('talks');
    it.stage.wait(12_000);
    expect(it.stage.kinds).not.toContain('call.seen-off');
    it.falls(10_000);
    expect(it.stage.wanted('play')).toMatchObject({ media: ['sound:call-us'] });
    const { playback } = it.stage.wanted('play');
    it.stage.take({ kind: 'line', event: { name: 'played', playback, whole: true } });
    expect(outcome(it)).toBe('machine');
  });

  it('hears it after five seconds when it says nothing more', () => {
    const it = machine({ machine: { name: 'message', message: 'sound:call-us' } });
    it.stage.wait(5_000);
    expect(it.stage.wanted('play')).toMatchObject({ media: ['sound:call-us'] });
  });

  it('an agent can have it', () => {
    const it = machine({ machine: { name: 'agent' } });
    expect(isOffered(it)).toBe(true);
  });

  it('that may have been a person is charged by its share', () => {
    const it = machine({ falsePositives: 0.04 });
    expect(today(it)).toEqual({ day: expect.any(Number), answered: 0.04, abandoned: 0.04 });
  });

  it('or by what agents say of those that they get', () => {
    const it = machine({ machine: { name: 'agent' }, falsePositives: 0.04 });
    it.stage.talks(it.call);
    it.stage.command({ name: 'mark-answer', agent: anna, as: 'person' });
    expect(today(it)).toMatchObject({ answered: 1 });
    expect(it.stage.board.state.campaigns.get(spring)?.detector).toEqual({ judged: 1, wrong: 1 });
    expect(() => it.stage.command({ name: 'mark-answer', agent: anna, as: 'machine' })).toThrow(/already/);
    it.stage.goes(it.stage.customer(it.call));
    expect(outcome(it)).toBe('person');
  });
});

it('a machine that an agent got as a person counts as none', () => {
  const it = answered({ by: 'none' });
  expect(today(it)).toMatchObject({ answered: 1 });
  it.stage.talks(it.call);
  it.stage.command({ name: 'mark-answer', agent: anna, as: 'machine' });
  expect(today(it)).toMatchObject({ answered: 0 });
  it.stage.goes(it.stage.customer(it.call));
  expect(outcome(it)).toBe('machine');
});

describe("by Asterisk's AMD", () => {
  const amd = { by: 'asterisk' } as const;
  const comesBack = (it: Answered, detected: string) =>
    it.stage.take({
      kind: 'line',
      event: {
        name: 'entered',
        channel: it.stage.customer(it.call),
        args: ['return', 'detection', String(it.stage.at), 'priority=', 'record=', `detected=${detected}`],
        caller: { name: '', number: '' },
        dialled: 's',
        endpoint: 'PJSIP/main',
      },
    });

  it('he goes through the dialplan, for so long at most', () => {
    const it = answered(amd);
    expect(it.stage.wanted('hand-over')).toMatchObject({
      context: 'cordboard-amd',
      variables: { CORDBOARD_AMD: '1500,700,400,1500,100,200,3,256,700' },
    });
    it.stage.wait(1_800);
    expect(it.stage.wanted('take-back')).toMatchObject({ channel: it.stage.customer(it.call) });
  });

  it('who cannot be fetched is hung up on within two seconds and a half, and counts as abandoned', () => {
    const it = answered(amd);
    it.stage.wait(2_299);
    expect(it.stage.kinds).not.toContain('attempt.ended');
    it.stage.wait(1);
    expect(it.stage.wanted('hang-up')).toMatchObject({ channel: it.stage.customer(it.call) });
    expect(outcome(it)).toBe('abandoned');
    expect(today(it)).toMatchObject({ answered: 1, abandoned: 1 });
  });

  it.each([
    ['HUMAN-HUMAN-400-400', 'person'],
    ['NOTSURE-TOOLONG-1500', 'unknown'],
    ['MACHINE-INITIALSILENCE-1500-1500', 'unknown'],
    ['', 'unknown'],
  ])('%s: %s, and an agent has him', (said, state) => {
    const it = answered(amd);
    comesBack(it, said);
    expect(verdict(it)).toBe(state);
    expect(isOffered(it)).toBe(true);
  });

  it.each([
    ['MACHINE-LONGGREETING-860-850', 'machine'],
    ['MACHINE-MAXWORDS-4-3', 'machine'],
    ['tone', 'invalid'],
  ])('%s: the outcome is %s', (said, wanted) => {
    const it = answered(amd);
    comesBack(it, said);
    expect(outcome(it)).toBe(wanted);
  });
});

describe('while nobody hears of Asterisk', () => {
  it.each([
    ['talk', ['leg']],
    ['asterisk', ['handed-over']],
  ] as const)('by %s: he waits until the line is up, and an agent has him then', (by, args) => {
    const it = answered({ by });
    const channel = it.stage.customer(it.call);
    it.stage.lineDown();
    it.stage.wait(700);
    it.stage.lineUp({ channels: [channelOf(channel, { state: 'up', args })] });
    it.stage.wait(1_200);
    if (by === 'asterisk') {
      expect(it.stage.wanted('take-back')).toMatchObject({ channel });
      const event = { name: 'entered', channel, args: ['return', 'detection', '0'] } as const;
      it.stage.take({
        kind: 'line',
        event: { ...event, caller: { name: '', number: '' }, dialled: 's', endpoint: 'PJSIP/main' },
      });
    }
    expect(verdict(it)).toBe('unknown');
    expect(it.stage.board.state.calls.get(it.call)?.phase.name).not.toBe('dialling');
  });

  it('who is gone by then counts as abandoned by us', () => {
    const it = answered();
    it.stage.lineDown();
    it.stage.lineUp();
    expect(outcome(it)).toBe('abandoned');
    expect(today(it)).toMatchObject({ answered: 1, abandoned: 1 });
  });
});
