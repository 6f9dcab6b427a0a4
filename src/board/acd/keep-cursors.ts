import type { AgentId } from '../ids.ts';
import type { Member } from '../state.ts';
import type { Cursor, QueueMemory } from './memory.ts';

type Members = ReadonlyMap<AgentId, Member>;

/**
 * The members of a queue have changed. Where its cursors stand is kept: at their agents, wherever those are now, or, when
 * they have left, behind the last of those before them who has stayed. So nobody is skipped or asked twice.
 */
export function keepCursors(memory: QueueMemory, before: Members, now: Members): QueueMemory {
  return {
    ...memory,
    offered: allKept(memory.offered, before, now),
    answered: allKept(memory.answered, before, now),
  };
}

function allKept(
  cursors: QueueMemory['offered'],
  before: Members,
  now: Members,
): Readonly<Record<number, Cursor>> {
  return Object.fromEntries(
    Object.entries(cursors).map(([tier, cursor]) => [tier, keptCursor(cursor, before, now)]),
  );
}

export function keptCursor({ agent, position }: Cursor, before: Members, now: Members): Cursor {
  const present = now.get(agent)?.position;
  if (present !== undefined) return { agent, position: present };
  const from = before.get(agent)?.position ?? position;
  let last = -0.5;
  for (const member of before.values()) {
    const next = now.get(member.agent)?.position;
    if (next !== undefined && member.position < from) last = Math.max(last, next + 0.5);
  }
  return { agent, position: last };
}

/** Whether the queue has other members now, or in another order. */
export function isOtherOrder(before: Members, now: Members): boolean {
  if (before.size !== now.size) return true;
  for (const [id, { position }] of now) if (before.get(id)?.position !== position) return true;
  return false;
}
