import type { Call } from '../call/call.ts';
import type { Waiting } from '../call/waiting.ts';
import type { AgentId } from '../ids.ts';
import type { Needs, QueueSettings, SkillStep } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import { isOnDuty } from './on-duty.ts';

/** What a caller needs of an agent at this moment. */
export interface ActiveNeeds {
  /** Number of the step; the queue's steps never go back to a stricter one. */
  readonly step: number;
  readonly needs: Needs;
  readonly prefers: Needs;
}

const anybody: SkillStep = { needs: {}, prefers: {}, forMs: null };

/**
 * The step whose time it is. One that nobody on duty could serve is skipped at once. What the caller brought with him is
 * needed in all of them but an empty last one, which takes anyone.
 */
export function activeNeeds(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  call: Call,
  waiting: Waiting,
  at: number,
): ActiveNeeds {
  const { skills } = queue;
  const own = call.wishes.skills;
  if (skills.length === 0) return { step: 0, needs: own, prefers: {} };
  let step = stepNow(queue, Math.max(waiting.step, stepByTime(skills, at - waiting.enteredAt)));
  while (step < skills.length - 1 && !isStaffed(state, queue, needsOf(skills, step, own))) step += 1;
  return { step, needs: needsOf(skills, step, own), prefers: (skills[step] ?? anybody).prefers };
}

/** When the next step begins, in the caller's wait; null: never. */
export function nextStepMs(skills: readonly SkillStep[], waitMs: number): number | null {
  let end = 0;
  for (const { forMs } of skills.slice(0, -1)) {
    if (forMs === null) return null;
    end += forMs;
    if (end > waitMs) return end;
  }
  return null;
}

/** A skill that is not there is not level 0: nothing that is needed is met by it. */
export function meets(skills: Needs, needs: Needs): boolean {
  return Object.entries(needs).every(([skill, level]) => {
    const own = skills[skill];
    return own !== undefined && own >= level;
  });
}

function stepByTime(skills: readonly SkillStep[], waitMs: number): number {
  let end = 0;
  for (const [step, { forMs }] of skills.entries()) {
    if (forMs === null) return step;
    end += forMs;
    if (waitMs < end) return step;
  }
  return skills.length - 1;
}

function needsOf(skills: readonly SkillStep[], step: number, own: Needs): Needs {
  const { needs } = skills[step] ?? anybody;
  const isOpen = step > 0 && step === skills.length - 1 && Object.keys(needs).length === 0;
  if (isOpen) return {};
  if (Object.keys(own).length === 0) return needs;
  const both: Record<string, number> = { ...needs };
  for (const [skill, level] of Object.entries(own)) both[skill] = Math.max(level, both[skill] ?? 0);
  return both;
}

/** What a caller needs now and in the steps that he has before him, the present one first. */
export function laterNeeds(queue: QueueSettings, step: number, own: Needs): readonly Needs[] {
  const { skills } = queue;
  if (skills.length === 0) return [own];
  const first = stepNow(queue, step);
  return skills.slice(first).map((_, index) => needsOf(skills, first + index, own));
}

/** Of a queue that had more steps when he went through them, the last is left. */
function stepNow({ skills }: QueueSettings, step: number): number {
  return Math.min(step, skills.length - 1);
}

/** Whether an agent meets at least one of them. */
export function canServe(state: Readonly<BoardState>, agent: AgentId, needs: readonly Needs[]): boolean {
  const skills = skillsOf(state, agent);
  return needs.some((one) => meets(skills, one));
}

/** Somebody of the queue is on duty, signed in and not on a break, who knows that much. */
function isStaffed(state: Readonly<BoardState>, queue: QueueSettings, needs: Needs): boolean {
  if (Object.keys(needs).length === 0) return true;
  return queue.members.some(
    ({ agent }) => isOnDuty(state.agents.get(agent), queue.id) && meets(skillsOf(state, agent), needs),
  );
}

export function skillsOf(state: Readonly<BoardState>, agent: AgentId): Needs {
  return state.skillsOf.get(agent) ?? {};
}
