import { describe, expect, it } from 'vitest';
import type { AgentId } from '../../../../src/board/ids.ts';
import { Crew } from '../acd/crew.ts';

const a = 'a' as AgentId;

function reachable(stage: Crew, name: string, isThere: boolean): Crew {
  stage.take({ kind: 'line', event: { name: 'reachable', endpoint: `PJSIP/${name}`, isThere } });
  return stage;
}

describe('G15: a phone that is not registered any more', () => {
  it('makes its agent not ready, and ready again when it is back', () => {
    const stage = reachable(new Crew({ agents: ['a', 'b'] }).begins(['a', 'b']), 'a', false);
    expect(stage.agent(a).presence).toEqual({ name: 'not-ready', reason: 'unreachable' });
    expect(stage.rings(stage.caller())).toEqual(['b']);
    const waits = stage.caller();
    expect(stage.rings(waits)).toEqual([]);
    reachable(stage, 'a', true);
    expect(stage.rings(waits)).toEqual(['a']);
  });

  it('what rings there goes to somebody else at once, and is no miss', () => {
    const stage = new Crew({ agents: ['a', 'b'] }).begins(['a', 'b']);
    const call = stage.caller();
    expect(stage.rings(call)).toEqual(['a']);
    reachable(stage, 'a', false);
    expect(stage.rings(call)).toEqual(['b']);
    expect(stage.agent(a).missesInARow).toBe(0);
  });

  it('a break is not ended by it, and who says that he is ready is believed', () => {
    const stage = new Crew({ agents: ['a'] }).begins(['a']).pauses('a');
    reachable(reachable(stage, 'a', false), 'a', true);
    expect(stage.agent(a).presence).toEqual({ name: 'not-ready', reason: 'break' });
    reachable(stage.say('a', 'ready'), 'a', false).say('a', 'ready');
    expect(stage.agent(a).presence.name).toBe('ready');
  });

  it('a talk goes on, and after it he is not ready', () => {
    const stage = new Crew({ agents: ['a'] }).begins(['a']);
    const call = stage.caller();
    stage.talks(call);
    reachable(stage, 'a', false);
    expect(stage.talksWith(call)).toBe('a');
    stage.hangsUp(call).sweep();
    expect(stage.rings(stage.caller())).toEqual([]);
  });

  it('trunks and phones at which nobody sits are nobody’s', () => {
    const stage = new Crew({ agents: ['a'] });
    expect(reachable(stage, 'a', false).facts).toEqual([]);
    expect(reachable(stage, 'main', false).facts).toEqual([]);
  });
});
