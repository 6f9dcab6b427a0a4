import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StrategyFile } from '../../../src/office/strategy-file.ts';
import { Crew } from '../board/acd/crew.ts';

describe("the office's own strategy", () => {
  let folder: string;
  let file: string;
  let lines: { level: number; msg: string; reason?: string }[];
  let plugIn: StrategyFile | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'cordboard-strategy-'));
    file = join(folder, 'strategy.js');
    lines = [];
  });
  afterEach(async () => {
    plugIn?.stop();
    plugIn = undefined;
    await rm(folder, { recursive: true });
  });

  const longestMs = 200;
  const write = (source: string) => writeFile(file, source);
  const open = (): StrategyFile => {
    const log = pino({ level: 'warn' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
    // On a busy machine 50 ms may pass while nothing runs.
    plugIn = new StrategyFile({ file, log, longestMs });
    return plugIn;
  };
  const crew = async (source: string): Promise<Crew> => {
    await write(source);
    const stage = new Crew({
      agents: ['a', 'b', 'c'],
      queue: { strategy: { by: ['external', 'linear'], ring: { kind: 'one' }, window: 'day' } },
    });
    stage.board.state.plugIn = open();
    return stage.begins(['a', 'b', 'c']);
  };
  const chosen = (stage: Crew): string => stage.offer(stage.caller()).agent;

  it('orders the agents by what it is told of them', async () => {
    const stage = await crew(`
      function order({ queue, call, agents }) {
        if (queue !== 'support' || call.caller !== '0311111') throw new Error('who is that?');
        return agents.toSorted((a, b) => a.readyForMs - b.readyForMs).map(({ id }) => id);
      }`);
    expect(chosen(stage)).toBe('c');
    expect(lines).toEqual([]);
  });

  it('ids that are unknown or not free are not heeded; who is not named comes last', async () => {
    const stage = await crew(`const order = () => ['nobody', 'b', 'b'];`);
    expect([chosen(stage), chosen(stage), chosen(stage)]).toEqual(['b', 'a', 'c']);
  });

  it.each([
    ['throws', `function order() { throw new Error('broken'); }`],
    ['says nothing', 'function order() {}'],
    ['says something else', 'function order() { return [1, 2]; }'],
    ['never ends', 'function order() { for (;;); }'],
    [
      'never ends by promises',
      'function order() { const again = () => Promise.resolve().then(again); again(); return 7; }',
    ],
    ['asks for what is not there', `function order() { return require('node:fs').readdirSync('/'); }`],
    ['makes code of text', `function order() { return eval('["c"]'); }`],
  ])('one that %s: by longest idle, and one line a minute', async (_, source) => {
    const stage = await crew(source);
    expect([chosen(stage), chosen(stage)]).toEqual(['a', 'b']);
    expect(lines).toHaveLength(1);
    stage.wait(61_000);
    chosen(stage);
    expect(lines).toHaveLength(2);
  });

  it('is asked once a pick, and not for ten seconds after it has taken too long', async () => {
    const stage = await crew(
      'let asked = 0; function order() { asked += 1; if (asked > 1) for (;;); return ["c"]; }',
    );
    expect(chosen(stage)).toBe('c');
    const begun = performance.now();
    expect([chosen(stage), chosen(stage)]).toEqual(['a', 'b']);
    expect(performance.now() - begun).toBeLessThan(1_000);
    expect(lines).toHaveLength(1);
  });

  it('is read anew when it changes on disk; one that is wrong leaves the former in force', async () => {
    const stage = await crew(`function order() { return ['c']; }`);
    const now = (): string => {
      const call = stage.caller();
      const { agent } = stage.offer(call);
      stage.hangsUp(call).sweep();
      return agent;
    };
    expect(now()).toBe('c');
    await write('function order( {');
    await vi.waitFor(() => expect(lines).toHaveLength(1), { timeout: 5_000 });
    expect(now()).toBe('c');
    await write(`function order() { return ['b']; }`);
    await vi.waitFor(() => expect(now()).toBe('b'), { timeout: 5_000 });
  });

  it('a file that is not there is said, and calls go on', async () => {
    const stage = await crew('');
    expect(lines).toMatchObject([{ level: 50, reason: 'it has no function named order' }]);
    expect(chosen(stage)).toBe('a');
  });
});
