import type { Call } from '../call/call.ts';
import type { Turn } from '../turn.ts';
import type { HookAnswer } from './answer.ts';

/**
 * Keeps what the engineer's dialplan says of a caller; what it says nothing of stays as it is. An agent whom there is not
 * is not heeded: the call must go on. `priority` counts in the first queue that he comes to.
 */
export function describeCaller(
  turn: Turn,
  call: Call,
  { language, skills, agent }: Pick<HookAnswer, 'language' | 'skills' | 'agent'>,
  priority: number | null = null,
): void {
  const wants = agent !== null && turn.state.agents.has(agent) ? agent : null;
  const said = {
    ...(language === null ? {} : { language }),
    ...(skills === null ? {} : { skills }),
    ...(wants === null ? {} : { wants }),
    ...(priority === null ? {} : { priority }),
  };
  if (Object.keys(said).length > 0) turn.record({ kind: 'call.described', call: call.id, ...said });
}
