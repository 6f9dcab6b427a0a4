import type { Turn } from '../turn.ts';
import { callerLeg, type Call } from './call.ts';

/** A phone that dialled is still ringing out as far as it knows. */
export function answerCaller(turn: Turn, call: Call): void {
  const caller = callerLeg(call);
  if (caller !== undefined && caller.connectedAt === null) turn.want({ name: 'answer', channel: caller.id });
}
