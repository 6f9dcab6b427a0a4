import type { Fact } from '../fact.ts';
import type { BoardState } from '../state.ts';
import { legOf, type Call, type Leg, type Waiting } from './call.ts';
import { addLeg, setLeg } from './fold-leg.ts';
import { replaceLeg } from './fold-leg-fact.ts';

export type OfferFact = Extract<Fact, { kind: `offer.${string}` }>;
type Of<Kind extends OfferFact['kind']> = Extract<OfferFact, { kind: Kind }>;

export function foldOfferFact(state: BoardState, call: Call, leg: Leg | undefined, fact: OfferFact): void {
  const { at } = fact;
  const { phase } = call;
  switch (fact.kind) {
    case 'offer.made':
      addOfferLeg(state, call, fact);
      if (phase.name !== 'waiting') break;
      call.phase = {
        ...phase,
        offers: [...phase.offers, { agent: fact.agent, leg: fact.leg, madeAt: at, answering: false }],
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

function withoutOffer(waiting: Waiting, { agent, outcome }: Of<'offer.ended'>): Waiting {
  const others = waiting.missedBy.filter((one) => one !== agent);
  return {
    ...waiting,
    offers: waiting.offers.filter((offer) => offer.agent !== agent),
    missedBy: countsAsMiss(outcome) ? [...others, agent] : waiting.missedBy,
  };
}

function countsAsMiss(outcome: Of<'offer.ended'>['outcome']): boolean {
  return outcome === 'no-answer' || outcome === 'rejected' || outcome === 'busy' || outcome === 'unreachable';
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
