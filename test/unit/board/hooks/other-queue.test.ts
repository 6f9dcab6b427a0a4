import { expect, test } from 'vitest';
import type { PhoneId } from '../../../../src/board/ids.ts';
import type { AnnounceSettings, SkillStep } from '../../../../src/board/queue-settings.ts';
import { agentOf, entered, numberOf, officeOf, phoneOf, queueOf } from '../settings.ts';
import { anna, ben, sales, Stage, support } from '../stage.ts';

const french = (level: number, forMs: number | null = null): SkillStep => {
  return { needs: { french: level }, prefers: {}, forMs };
};
const announce = (welcome: string): AnnounceSettings => {
  return { welcome: [welcome], place: null, prompts: null, gapMs: 0 };
};

/** The hook before the offer sends a caller who has waited in `support` on to `sales`. */
test('a hook names another queue: there the caller begins anew, but for his age', () => {
  const skills = { french: 1 };
  const stage = new Stage(
    officeOf({
      agents: [
        agentOf(anna, { phone: '1001' as PhoneId, skills }),
        agentOf(ben, { phone: '1002' as PhoneId, skills: { french: 9 } }),
      ],
      phones: [phoneOf('1001'), phoneOf('1002')],
      queues: [
        queueOf(support, [anna], {
          skills: [french(5, 1_000), french(1)],
          announce: announce('prompt:all-busy'),
          hooks: { 'before-offer': 'my-offer' },
        }),
        queueOf(sales, [anna, ben], {
          skills: [french(9, 60_000), french(1)],
          announce: announce('prompt:thank-you'),
        }),
      ],
      numbers: [numberOf('900', support)],
    }),
  );
  const call = stage.enters('c1');
  const enteredAt = stage.at;
  stage.wait(2_000).ready(anna);
  expect(stage.phase(call)).toBe('away');
  stage.ready(ben);
  const args = ['return', 'hook', '0', 'queue=sales'];
  stage.take({ kind: 'line', event: entered('c1', '', { args }) });
  const phase = stage.call(call)?.phase;
  expect(phase).toMatchObject({ name: 'waiting', queue: 'sales', enteredAt, step: 0 });
  // Not of the step that he had come to in the other queue.
  expect(stage.offer(call).agent).toBe(ben);
  expect(stage.wanted('play').media).toEqual(['prompt:en/thank-you']);
});
