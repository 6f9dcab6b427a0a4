import { callOfBridge, type BridgeId } from '../ids.ts';
import type { Turn } from '../turn.ts';
import { callerLeg, type Call } from './call.ts';
import { clearLeg } from './clearing.ts';

/** Asterisk has both parties in the bridge. */
export function bridgeStands(turn: Turn, bridge: BridgeId): void {
  const call = turn.state.calls.get(callOfBridge(bridge));
  if (call?.phase.name === 'talking' && call.phase.bridge === bridge && awaitsBridge(call)) {
    turn.record({ kind: 'call.bridged', call: call.id });
  }
}

export function awaitsBridge(call: Call): boolean {
  return call.phase.name === 'talking' && typeof callerLeg(call)?.deadline === 'number';
}

/** The two do not hear each other: the caller goes back to his place, the agent's leg is given up. */
export function bridgeFailed(turn: Turn, call: Call, reason: string): void {
  if (call.phase.name !== 'talking') return;
  const { agent, agentLeg, bridge, queue } = call.phase;
  const settings = turn.state.queues.get(queue);
  turn.record({ kind: 'call.requeued', call: call.id, queue, reason });
  turn.record({
    kind: 'offer.ended',
    call: call.id,
    queue,
    agent,
    leg: agentLeg,
    outcome: 'bridge-failed',
    restUntil: turn.at + (settings?.restMs ?? 0),
  });
  clearLeg(turn, call.id, agentLeg, 'normal');
  turn.want({ name: 'drop-bridge', bridge });
  const caller = callerLeg(call);
  if (caller !== undefined) {
    turn.want({ name: 'hold-caller', channel: caller.id, music: settings?.music ?? 'default' });
  }
}
