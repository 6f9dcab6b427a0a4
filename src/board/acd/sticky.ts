import type { Call } from '../call/call.ts';
import type { Waiting } from '../call/waiting.ts';
import type { AgentId } from '../ids.ts';
import type { QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import { regularKey } from './memory.ts';
import { isOnDuty } from './on-duty.ts';
import { activeNeeds, meets, skillsOf } from './skills.ts';

/**
 * The agent for whom this caller is kept just now: the one whom he or the dialplan asked for, or whom he spoke with last.
 * null when there is none, when he could not come, or when it has lasted long enough.
 */
export function regularOf(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  call: Call,
  waiting: Waiting,
  at: number,
): AgentId | null {
  const { sticky } = queue;
  if (at - waiting.enteredAt >= stickyMs(queue)) return null;
  const known = call.wishes.agent ?? (sticky === null ? null : lastSpokenWith(state, queue, call, at));
  if (known === null || waiting.missed.some(({ agent }) => agent === known)) return null;
  const member = state.membersOf.get(queue.id)?.get(known);
  const agent = state.agents.get(known);
  if (member === undefined || agent === undefined || agent.phone === null) return null;
  const isThere = isOnDuty(agent, queue.id) || sticky?.waitForAbsent === true;
  // Whoever cannot come in that time, or could not help, is not waited for.
  if (!isThere || member.delayMs >= stickyMs(queue)) return null;
  return meets(skillsOf(state, known), activeNeeds(state, queue, call, waiting, at).needs) ? known : null;
}

/** How long a caller is kept for one agent; whom the dialplan asks for is tried in every queue. */
export function stickyMs({ sticky }: QueueSettings): number {
  return sticky?.forMs ?? 20_000;
}

function lastSpokenWith(
  state: Readonly<BoardState>,
  { id, sticky }: QueueSettings,
  { caller }: Call,
  at: number,
): AgentId | null {
  const regular = caller.number === '' ? undefined : state.regulars.get(regularKey(id, caller.number));
  if (regular === undefined || sticky === null || at - regular.at > sticky.rememberMs) return null;
  return regular.agent;
}
