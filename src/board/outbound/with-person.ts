import type { Call } from '../call/call.ts';
import type { Turn } from '../turn.ts';
import { attemptPriority, queueOfAttempt } from './place.ts';
import { sayAndEnd } from './say.ts';
import { settingsNow } from './settings-now.ts';

/** It is a person, as far as we know: an agent is sought for him, or he hears the campaign's message. */
export function goOnWithPerson(turn: Turn, call: Call): void {
  if (call.attempt === null) return;
  const settings = settingsNow(turn.state, call.attempt.campaign)?.settings;
  const queue = queueOfAttempt(turn.state, call);
  if (settings === undefined) return;
  if (call.attempt.mode === 'agentless' || queue === null) {
    const { dialling } = settings;
    const message = dialling.name === 'agentless' ? dialling.message : null;
    return sayAndEnd(turn, call, message);
  }
  const { agent } = call.attempt;
  if (agent !== null) turn.record({ kind: 'call.described', call: call.id, wants: agent });
  turn.record({
    kind: 'call.queued',
    call: call.id,
    queue,
    enteredAt: turn.at,
    priority: attemptPriority,
  });
}
