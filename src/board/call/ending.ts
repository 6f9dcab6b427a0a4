import { endOffer } from '../acd/offer.ts';
import { wrapUp } from '../acd/wrap-up.ts';
import type { Turn } from '../turn.ts';
import type { Call, CallEnd } from './call.ts';
import { clearLeg } from './clearing.ts';

/** A call that nobody has answered is over: its caller hung up, was hung up on, or was cut off. */
export function abandon(turn: Turn, call: Call, end: CallEnd, cause: number): void {
  const queue = call.phase.name === 'waiting' ? call.phase.queue : null;
  if (call.phase.name === 'waiting') {
    for (const offer of call.phase.offers) {
      endOffer(turn, call, offer, 'caller-gone');
      clearLeg(turn, call.id, offer.leg, 'normal');
    }
  }
  turn.record({ kind: 'call.ended', call: call.id, end, cause, queue, agent: null });
  clearAll(turn, call);
}

/** A talk is over: whoever still holds his handset is hung up on, the agent has his wrap-up. */
export function endTalk(turn: Turn, call: Call, end: CallEnd, cause: number): void {
  if (call.phase.name !== 'talking') return;
  const { queue, agent, bridge } = call.phase;
  turn.record({ kind: 'call.ended', call: call.id, end, cause, queue, agent });
  clearAll(turn, call);
  turn.want({ name: 'drop-bridge', bridge });
  wrapUp(turn, call.id, agent, queue);
}

/** Asterisk cut this call off: the caller did nothing wrong and should be called back. */
export function loseToAsterisk(turn: Turn, call: Call): void {
  const { phase } = call;
  if (phase.name === 'ended') return;
  if (phase.name === 'waiting' || phase.name === 'talking') {
    const waitedMs = phase.name === 'waiting' ? turn.at - phase.enteredAt : call.account.waitMs;
    turn.record({
      kind: 'callback.listed',
      call: call.id,
      queue: phase.queue,
      caller: call.caller,
      waitedMs,
    });
  }
  const cause = 41;
  if (phase.name === 'talking') endTalk(turn, call, 'lost-by-asterisk', cause);
  else abandon(turn, call, 'lost-by-asterisk', cause);
}

function clearAll(turn: Turn, call: Call): void {
  for (const leg of call.legs) clearLeg(turn, call.id, leg.id, 'normal');
}
