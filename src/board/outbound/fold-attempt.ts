import { rememberOffer } from '../acd/fold-memory.ts';
import { endPreviewing } from '../agent/fold-agent.ts';
import { begin, newCall } from '../call/fold-beginning.ts';
import { setDeadline, setLeg } from '../call/fold-leg.ts';
import { callerLeg, legOf, type Call } from '../call/call.ts';
import type { Changes } from '../changes.ts';
import type { Fact } from '../fact.ts';
import type { BoardState } from '../state.ts';
import type { Attempt } from './attempt.ts';
import { become } from './fold-contacts.ts';
import { indexAttempt } from './index-outbound.ts';
import { learnFromAttempt } from './learn.ts';
import { noteLocked, takeBackDialled } from './number-log.ts';

type AttemptFact = Extract<Fact, { kind: `attempt.${string}` }>;
type Of<Kind extends AttemptFact['kind']> = Extract<AttemptFact, { kind: Kind }>;

/** What happens to the calls of campaigns, beside what happens to every call. */
export function foldAttempt(state: BoardState, fact: AttemptFact, changes: Changes): void {
  if (fact.kind === 'attempt.begun') return beginAttempt(state, fact, changes);
  const call = state.calls.get(fact.call);
  if (call?.attempt == null) return;
  changes.calls.add(call.id);
  const { attempt } = call;
  learnFromAttempt(state, fact, attempt, changes);
  switch (fact.kind) {
    case 'attempt.dialled': {
      const { leg, trunk, trunks } = fact;
      call.attempt = { ...attempt, leg, trunk, trunks };
      return;
    }
    case 'attempt.answered': {
      call.attempt = { ...attempt, answeredAt: fact.at };
      const leg = legOf(call, fact.leg);
      if (call.phase.name !== 'dialling' || leg === undefined) return;
      leg.role = 'caller';
      setLeg(state, call, leg, 'connected', fact.at);
      return;
    }
    case 'attempt.detected': {
      const since = attempt.detection?.since ?? fact.at;
      const { state: verdict, tookMs, reason, deadline } = fact;
      call.attempt = { ...attempt, detection: { state: verdict, since, tookMs, reason, talksSince: null } };
      awaitUntil(state, call, deadline);
      return;
    }
    case 'attempt.marked':
      call.attempt = { ...attempt, marked: fact.as };
      return;
    case 'attempt.talks': {
      const { detection } = attempt;
      const talksSince = fact.talks ? fact.at : null;
      if (detection !== null) call.attempt = { ...attempt, detection: { ...detection, talksSince } };
      awaitUntil(state, call, fact.deadline);
      return;
    }
    case 'attempt.heard':
      call.attempt = { ...attempt, heardAt: attempt.heardAt ?? fact.at, agent: fact.agent ?? attempt.agent };
      return;
    case 'attempt.overflowed':
      return;
    case 'attempt.ended':
      return endAttempt(state, call, attempt, fact, changes);
  }
}

/** While it is found out who has answered. */
function awaitUntil(state: BoardState, call: Call, deadline: number | null): void {
  const leg = callerLeg(call);
  if (call.phase.name === 'dialling' && leg !== undefined) setDeadline(state, leg, deadline);
}

function beginAttempt(state: BoardState, fact: Of<'attempt.begun'>, changes: Changes): void {
  const attempt: Attempt = {
    campaign: fact.campaign,
    contact: fact.contact,
    number: fact.number,
    dial: fact.dial,
    stranger: fact.stranger,
    mode: fact.mode,
    agent: fact.agent,
    begunAt: fact.at,
    trunks: fact.trunks,
    trunk: null,
    callerId: fact.callerId,
    verdict: fact.verdict,
    leg: null,
    answeredAt: null,
    detection: null,
    marked: null,
    heardAt: null,
    outcome: null,
  };
  let call = state.calls.get(fact.call);
  if (call === undefined) {
    const { name, number } = fact;
    call = newCall(
      { ...fact, caller: { name, number }, dialled: number },
      { name: 'dialling', number },
      'outside',
    );
    begin(state, call, changes);
  }
  call.attempt = attempt;
  changes.calls.add(call.id);
  const campaign = state.campaigns.get(fact.campaign);
  if (campaign !== undefined) {
    campaign.nextCallerId += 1;
    changes.campaigns.add(campaign.id);
    const queue = state.campaignSettings.get(campaign.id)?.queue ?? null;
    // Agents who are rung first take their turns as those do who are offered a customer.
    if (fact.agent !== null && queue !== null && campaign.changes.distribution === 'round-robin') {
      rememberOffer(state, queue, fact.agent, changes);
    }
  }
  indexAttempt(state, call);
  if (fact.contact !== null) {
    const held = state.contacts.get(fact.contact)?.state;
    if (held?.name === 'previewed') endPreviewing(state, held.agent, fact.contact, fact.at, changes, true);
    become(state, fact.contact, { name: 'dialled', call: call.id, outcome: null }, fact.at, changes);
  }
}

/** An agent who has talked with the customer is asked what came of it; otherwise there is nothing to wait for. */
function endAttempt(
  state: BoardState,
  call: Call,
  attempt: Attempt,
  fact: Of<'attempt.ended'>,
  changes: Changes,
): void {
  call.attempt = { ...attempt, outcome: fact.outcome };
  const { answeredAt, heardAt, agent } = attempt;
  changes.attempts.push({
    call: call.id,
    campaign: attempt.campaign,
    contact: attempt.contact,
    number: attempt.number,
    mode: attempt.mode,
    agent,
    trunk: attempt.trunk,
    callerId: attempt.callerId,
    begunAt: attempt.begunAt,
    answeredAt,
    detected: attempt.detection?.state ?? null,
    waitMs: answeredAt === null || heardAt === null ? null : Math.max(0, heardAt - answeredAt),
    endedAt: fact.at,
    outcome: fact.outcome,
    verdict: attempt.verdict,
    cause: fact.cause,
    sip: fact.sip,
  });
  if (fact.outcome === 'network' || attempt.trunk === null) {
    takeBackDialled(state.numberLog, attempt.number, attempt.begunAt);
  }
  if (fact.outcome === 'abandoned') {
    const lockOutMs = state.campaignSettings.get(attempt.campaign)?.abandon.lockOutMs ?? 0;
    noteLocked(state.numberLog, attempt.number, fact.at, fact.at + lockOutMs);
  }
  if (attempt.contact === null) return;
  const { outcome } = fact;
  if (heardAt === null || agent === null) {
    become(state, attempt.contact, { name: 'dialled', call: call.id, outcome }, fact.at, changes);
  } else
    become(state, attempt.contact, { name: 'disposing', call: call.id, agent, outcome }, fact.at, changes);
}
