import { rememberOffer } from '../acd/fold-memory.ts';
import type { Cursor } from '../acd/memory.ts';
import type { Changes } from '../changes.ts';
import type { Fact } from '../fact.ts';
import type { QueueId } from '../ids.ts';
import { isMiss } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import { displayFor, displayOfOffer, legOf, type Call, type Leg, type Party } from './call.ts';
import type { Waiting } from './waiting.ts';
import { addLeg, setLeg } from './fold-leg.ts';
import { moveLeg, replaceLeg } from './fold-leg-fact.ts';

export type OfferFact = Extract<Fact, { kind: `offer.${string}` }>;
type Of<Kind extends OfferFact['kind']> = Extract<OfferFact, { kind: Kind }>;

export function foldOfferFact(
  state: BoardState,
  call: Call,
  leg: Leg | undefined,
  fact: OfferFact,
  changes: Changes,
): void {
  const { at } = fact;
  const { phase } = call;
  switch (fact.kind) {
    case 'offer.made':
      addOfferLeg(state, call, fact);
      if (call.visit !== null) call.visit = { ...call.visit, offers: call.visit.offers + 1 };
      rememberOffer(state, fact.queue, fact.agent, changes);
      if (phase.name !== 'waiting') break;
      call.phase = {
        ...phase,
        offers: [...phase.offers, { agent: fact.agent, leg: fact.leg, madeAt: at, answering: false }],
        ringingSince: phase.ringingSince ?? at,
        lastOffered: cursorOf(state, fact),
      };
      break;
    case 'offer.answering': {
      const former = legOf(call, fact.former);
      if (former !== undefined) replaceLeg(state, call, fact.leg, former, at, fact.deadline);
      if (phase.name !== 'waiting') break;
      call.phase = {
        ...phase,
        offers: phase.offers.map((offer) =>
          offer.leg === fact.former ? { ...offer, leg: fact.leg, answering: true } : offer,
        ),
      };
      break;
    }
    case 'offer.passed':
      return passOn(state, call, fact, changes);
    case 'offer.alerting':
      if (leg?.state === 'reaching') setLeg(state, call, leg, 'alerting', at, { deadline: leg.deadline });
      break;
    case 'offer.ended':
      if (phase.name === 'waiting') call.phase = withoutOffer(phase, fact);
      if (phase.name === 'away' && phase.back !== null) {
        call.phase = { ...phase, back: withoutOffer(phase.back, fact) };
      }
      break;
  }
}

function withoutOffer(waiting: Waiting, { agent, outcome, at }: Of<'offer.ended'>): Waiting {
  const offers = waiting.offers.filter((offer) => offer.agent !== agent);
  const ringingSince = offers.length === 0 ? null : waiting.ringingSince;
  // Who whispers is the last of them.
  const whisper = offers.length === 0 ? null : waiting.whisper;
  if (!isMiss(outcome)) return { ...waiting, offers, ringingSince, whisper };
  const own = (waiting.missed.find((miss) => miss.agent === agent)?.count ?? 0) + 1;
  const others = waiting.missed.filter((miss) => miss.agent !== agent);
  // Who has come in the middle of a round has had his turn of it like everybody else.
  const count = others.reduce((most, miss) => Math.max(most, miss.count), own);
  return { ...waiting, offers, ringingSince, whisper, missed: [...others, { agent, count, at }] };
}

/** The leg that rings belongs to another caller from now on, its offer and all. */
function passOn(state: BoardState, call: Call, fact: Of<'offer.passed'>, changes: Changes): void {
  const to = state.calls.get(fact.to);
  const { phase } = call;
  if (to?.phase.name !== 'waiting' || phase.name !== 'waiting') return;
  const passed = phase.offers.find(({ leg }) => leg === fact.leg);
  if (passed === undefined) return;
  const offers = phase.offers.filter((offer) => offer !== passed);
  call.phase = { ...phase, offers, ringingSince: offers.length === 0 ? null : phase.ringingSince };
  to.phase = {
    ...to.phase,
    offers: [...to.phase.offers, { ...passed, shows: passed.shows ?? displayIn(state, call, phase.queue) }],
    ringingSince: to.phase.ringingSince ?? fact.at,
  };
  if (to.visit !== null) to.visit = { ...to.visit, offers: to.visit.offers + 1 };
  moveLeg(state, call, to, fact.leg, changes);
}

function displayIn(state: BoardState, call: Call, queue: QueueId): Party {
  const settings = state.queues.get(queue);
  return settings === undefined ? displayFor(call) : displayOfOffer(call, settings);
}

function cursorOf(state: BoardState, { queue, agent }: Of<'offer.made'>): Cursor | null {
  const member = state.membersOf.get(queue)?.get(agent);
  return member === undefined ? null : { agent, position: member.position };
}

function addOfferLeg(state: BoardState, call: Call, fact: Of<'offer.made'>): void {
  call.nextId += 1;
  const phone = state.agents.get(fact.agent)?.phone ?? null;
  addLeg(state, call, fact.at, {
    id: fact.leg,
    role: 'called',
    phone,
    agent: fact.agent,
    party: { name: phone === null ? '' : (state.phones.get(phone)?.name ?? ''), number: phone ?? '' },
    isOutgoing: false,
    state: 'reaching',
    deadline: fact.deadline,
  });
}
