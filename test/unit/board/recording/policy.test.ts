import { describe, expect, test } from 'vitest';
import type { RecordingPolicy } from '../../../../src/board/office.ts';
import type { LegId } from '../../../../src/board/ids.ts';
import { anna, phoneA, recordedOffice, RecordingStage, stageWith } from './scene.ts';

const start = { name: 'start-recording', phone: phoneA } as const;
const stop = { name: 'stop-recording', phone: phoneA } as const;
const pause = { name: 'pause-recording', phone: phoneA } as const;
const resume = { name: 'resume-recording', phone: phoneA } as const;

describe('who decides', () => {
  const rules: [queue: RecordingPolicy, agent: RecordingPolicy | null, recorded: boolean][] = [
    ['never', null, false],
    ['never', 'always', true],
    ['on-demand', 'never', false],
    ['always', 'never', true],
    ['on-demand', 'forced', true],
    ['forced', 'on-demand', true],
  ];
  test.each(rules)('queue %s, agent %s: the stricter of the two', (record, ofAgent, recorded) => {
    const office = recordedOffice({ record });
    const agents = office.agents.map((agent) => ({ ...agent, record: agent.id === anna ? ofAgent : null }));
    const stage = new RecordingStage({ ...office, agents }).ready(anna);
    const call = stage.talk();
    expect(stage.recording(call) !== undefined).toBe(recorded);
  });

  test('calls in no queue have a rule of their own', () => {
    const stage = stageWith('never', { direct: 'always' });
    stage.command({ name: 'make-call', phone: phoneA, number: '1002' });
    stage.answers('cbt-1-1' as LegId);
    stage.answers('cbt-1-2' as LegId);
    const call = 'cbt-1' as ReturnType<typeof stage.talk>;
    stage.bridges(call);
    expect(stage.recording(call)?.queue).toBeNull();
    expect(stage.tracks(call)).toHaveLength(2);
  });

  test('a call that is transferred to a stricter place is recorded from then on', () => {
    const office = recordedOffice({ record: 'on-demand' });
    const agents = office.agents.map((agent) => ({
      ...agent,
      record: agent.id === 'ben' ? ('always' as const) : null,
    }));
    const stage = new RecordingStage({ ...office, agents }).ready(anna);
    const call = stage.talk();
    stage.command({ name: 'sign-in', agent: 'ben' as typeof anna });
    expect(stage.recording(call)).toBeUndefined();
    stage.command({ name: 'consult', phone: phoneA, number: '1002' });
    stage.answers('cbt-2-1' as LegId);
    stage.bridges('cbt-2' as typeof call);
    stage.command({ name: 'transfer-call', phone: phoneA });
    expect(
      stage
        .tracks(call)
        .map(({ leg }) => leg)
        .toSorted(),
    ).toEqual(['c1', 'cbt-2-1']);
  });
});

describe('by command', () => {
  test('a recording on demand begins and ends when somebody says so', () => {
    const stage = stageWith('on-demand');
    const call = stage.talk();
    stage.command(start);
    expect(stage.news()).toEqual(['tap c1', 'tap cbt-1-1']);
    stage.allTapped(call);
    stage.command(start);
    expect(stage.facts).toEqual([]);
    stage.news();
    stage.wait(2_000);
    stage.command(stop);
    expect(stage.news()).toEqual(['end cbt-1-r1-1', 'end cbt-1-r1-2']);
    expect(stage.effects.filter(({ name }) => name === 'hang-up')).toHaveLength(2);
    expect(stage.rows).toHaveLength(1);
    stage.goes('c1');
    expect(stage.rows).toHaveLength(1);
  });

  test('what was stopped does not begin again by itself, and what is asked for again is another recording', () => {
    const stage = stageWith('always');
    const call = stage.talk();
    stage.command(stop);
    stage.command({ name: 'mute', phone: phoneA, on: true });
    expect(stage.call(call)?.recordings).toHaveLength(1);
    stage.command(start);
    stage.allTapped(call);
    expect(stage.tracks(call).map(({ file }) => file)).toEqual([
      '2026/01/05/cbt-1-r2-1',
      '2026/01/05/cbt-1-r2-2',
    ]);
  });

  test('a call has so many recordings at most', () => {
    const stage = stageWith('on-demand', { mostPerCall: 2 });
    stage.talk();
    for (let count = 0; count < 2; count += 1) {
      stage.command(start);
      stage.command(stop);
    }
    expect(() => stage.command(start)).toThrow(expect.objectContaining({ code: 'recordings-full' }));
  });

  test('a pause is silence in every track and a gap of the recording', () => {
    const stage = stageWith('always');
    stage.talk();
    stage.news();
    stage.wait(1_000);
    stage.command(pause);
    const from = stage.at;
    expect(stage.news()).toEqual(['hush cbt-1-r1-1', 'hush cbt-1-r1-2']);
    stage.command(pause);
    expect(stage.facts).toEqual([]);
    stage.wait(4_000);
    stage.command(resume);
    expect(stage.news()).toEqual(['unhush cbt-1-r1-1', 'unhush cbt-1-r1-2']);
    stage.wait(1_000);
    stage.command(pause);
    stage.wait(500);
    stage.goes('c1');
    expect(stage.rows[0]?.gaps).toEqual([
      { from, to: from + 4_000 },
      { from: from + 5_000, to: stage.at },
    ]);
  });

  test('a pause lasts through hold and transfer', () => {
    const stage = stageWith('always');
    const call = stage.talk();
    stage.command(pause);
    stage.command({ name: 'consult', phone: phoneA, number: '1002' });
    stage.answers('cbt-2-1' as LegId);
    stage.bridges('cbt-2' as typeof call);
    stage.news();
    stage.command({ name: 'transfer-call', phone: phoneA });
    stage.allTapped(call);
    // Nothing is written of who comes until the pause is over.
    expect(stage.news()).toEqual(['tap cbt-2-1']);
    stage.command({ name: 'resume-recording', phone: '1002' as typeof phoneA });
    expect(stage.news()).toEqual(['unhush cbt-1-r1-1', 'record cbt-1-r1-3']);
  });

  test('what must be recorded can neither be paused nor stopped', () => {
    const stage = stageWith('forced');
    stage.talk();
    for (const command of [pause, stop]) {
      expect(() => stage.command(command)).toThrow(expect.objectContaining({ code: 'recording-forced' }));
    }
  });

  test('what must not be recorded is not, and where nothing is recorded nothing can be paused', () => {
    const stage = stageWith('never');
    expect(() => stage.command(start)).toThrow(expect.objectContaining({ code: 'no-call' }));
    stage.talk();
    expect(() => stage.command(start)).toThrow(expect.objectContaining({ code: 'recording-forbidden' }));
    for (const command of [pause, resume, stop]) {
      expect(() => stage.command(command)).toThrow(expect.objectContaining({ code: 'no-recording' }));
    }
  });

  test('without a line nothing can begin', () => {
    const stage = stageWith('on-demand');
    stage.talk();
    stage.lineDown();
    expect(() => stage.command(start)).toThrow(expect.objectContaining({ code: 'line-down' }));
  });
});
