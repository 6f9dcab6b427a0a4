import type { Call } from '../call/call.ts';
import { noAnswer } from '../call/failing.ts';
import { takeTo } from '../call/reach.ts';
import type { Turn } from '../turn.ts';
import { endAttempt } from './ending.ts';
import { settingsOfCall } from './settings-now.ts';

/** False when the key means nothing there: only in the message of a campaign without agents can 1 be pressed. */
export function pressedInMessage(turn: Turn, call: Call, key: string): boolean {
  const { attempt, phase } = call;
  if (attempt?.mode !== 'agentless' || attempt.outcome !== null || phase.name !== 'arriving') return false;
  const dialling = settingsOfCall(turn.state, call)?.dialling;
  const to = dialling?.name === 'agentless' ? dialling.pressOne : null;
  if (key !== '1' || to === null) return false;
  if (phase.farewell !== undefined)
    turn.want({ name: 'stop-playing', playback: phase.farewell.playing.playback });
  endAttempt(turn, call.id, attempt, 'person', { q850: 16, sip: null });
  takeTo(turn, call, to, null, noAnswer);
  return true;
}
