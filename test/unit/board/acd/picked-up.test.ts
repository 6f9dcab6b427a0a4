import { describe, expect, test } from 'vitest';
import type { QueueSettings } from '../../../../src/board/queue-settings.ts';
import { anna } from '../stage.ts';
import { callbackOffice, CallBackStage } from './call-back-stage.ts';
import { Crew } from './crew.ts';

/** An agent has picked up and hears his whisper: what the caller has begun before leads nowhere any more. */

const whisper = { agent: ['sound:long'], caller: [] };

function ringing(more: Partial<QueueSettings> = {}) {
  const stage = new CallBackStage(callbackOffice({}, { whisper, ...more }));
  stage.ready(anna);
  return { stage, call: stage.enters('c1') };
}

describe('while the agent is told who comes', () => {
  test('keys that the caller has pressed before take him nowhere', () => {
    const exits = [
      { digits: '1', does: { kind: 'go', to: '901' }, as: null },
      { digits: '12', does: { kind: 'go', to: '901' }, as: null },
    ] as const;
    const { stage, call } = ringing({ exits });
    stage.press('c1', '1');
    stage.answers(stage.offer(call).leg);
    stage.wait(9_999);
    expect(stage.call(call)?.phase).toMatchObject({ name: 'waiting', queue: 'support' });
    stage.wait(1);
    expect(stage.phase(call)).toBe('talking');
  });

  test('who was about to be called back speaks with the agent instead', () => {
    const { stage, call } = ringing();
    stage.press('c1', '5', '1');
    expect(stage.hears(call)).toEqual(['prompt:en/callback-done']);
    stage.answers(stage.offer(call).leg);
    stage.wait(10_000);
    expect(stage.phase(call)).toBe('talking');
  });

  test('and when that agent is gone before they talk, he is called back as he was told', () => {
    const { stage, call } = ringing();
    stage.press('c1', '5', '1');
    const { leg } = stage.offer(call);
    stage.answers(leg);
    stage.command({ name: 'not-ready', agent: anna, reason: 'break' });
    stage.goes(leg);
    stage.wait(8_000);
    expect(stage.callback(call)).toMatchObject({ dial: null });
  });

  test('the caller hangs up: his agent does not ring on for the next of a pool, as he has picked up already', () => {
    const stage = new Crew({
      agents: ['a'],
      queue: { whisper, strategy: { by: ['linear'], ring: { kind: 'pooled' }, window: 'day' } },
    });
    stage.begins(['a']);
    const [first, second] = [stage.caller(), stage.caller()];
    stage.picksUp(first, 'a');
    stage.hangsUp(first);
    expect(stage.wanted('hang-up').channel).toMatch(/^cbt-1-/);
    // His phone is rung for the next one, from the beginning.
    expect(stage.wanted('ring').leg).toBe(stage.leg(second, 'a'));
    stage.sweep();
    stage.picksUp(second, 'a');
    stage.wait(10_000);
    expect(stage.talksWith(second)).toBe('a');
  });
});
