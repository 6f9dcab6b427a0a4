import { leaveSeat, openSeat } from '../agent/seat.ts';
import type { Agent } from '../agent/agent.ts';
import { ringSpareMs } from '../bounds.ts';
import { partyOfPhone } from '../call/fold-call.ts';
import { callId, legId, type ContactId } from '../ids.ts';
import type { Turn } from '../turn.ts';
import { answersByItself } from '../agent/seat.ts';
import type { CampaignSettings } from './campaign-settings.ts';
import { dialNext } from './dial-trunk.ts';
import type { CalledParty, Verdict } from './gate.ts';

/** Whom an attempt is to reach. */
export interface Reached {
  readonly contact: ContactId | null;
  readonly name: string;
  readonly number: string;
  readonly dial: string;
  readonly stranger: CalledParty | null;
  readonly callerId: string;
  readonly data: string | null;
}

/** Calls a customer. Nobody waits for him yet; `agent` alone may have him, if one is named. */
export function callCustomer(
  turn: Turn,
  settings: CampaignSettings,
  to: Reached,
  agent: Agent | null,
  verdict: Verdict,
): void {
  const { state } = turn;
  const call = callId(state.instance, state.nextCall);
  turn.record({
    kind: 'attempt.begun',
    call,
    campaign: settings.id,
    ...to,
    mode: settings.dialling.name,
    agent: agent?.id ?? null,
    trunks: settings.trunks,
    verdict,
  });
  const begun = state.calls.get(call);
  if (begun !== undefined) dialNext(turn, begun);
}

/** Calls an agent first, and the customer when he has picked up: from a seat at once. The agent has a phone and no call. */
export function callAgentFirst(
  turn: Turn,
  settings: CampaignSettings,
  to: Reached,
  agent: Agent,
  verdict: Verdict,
): void {
  const { state } = turn;
  const phone = agent.phone === null ? undefined : state.phones.get(agent.phone);
  if (phone === undefined) return;
  const seat = openSeat(state, agent);
  const call = callId(state.instance, state.nextCall);
  const leg = seat?.leg.id ?? legId(call, 1);
  if (seat !== null) leaveSeat(turn, seat);
  turn.atOnce(() => {
    turn.record({
      kind: 'call.made',
      call,
      leg,
      phone: phone.id,
      agent: agent.id,
      caller: partyOfPhone(state, phone.id),
      dialled: to.number,
      data: to.data,
      deadline: turn.at + phone.ringMs,
    });
    turn.record({
      kind: 'attempt.begun',
      call,
      campaign: settings.id,
      ...to,
      mode: settings.dialling.name,
      agent: agent.id,
      trunks: settings.trunks,
      verdict,
    });
  });
  // `answerAtSeats` answers for him.
  if (seat !== null) return;
  turn.want({
    name: 'ring',
    leg,
    endpoint: phone.endpoint,
    display: { name: to.name, number: to.number },
    autoAnswer: answersByItself(state, agent) || phone.autoAnswer,
    timeoutMs: phone.ringMs + ringSpareMs,
  });
}
