/**
 * What became of one attempt to call a number.
 *
 * `person`: somebody has talked with an agent, or heard the whole message. `abandoned`: a person whom no agent was there for
 * in time. `hung-up`: a person who hung up before that, by himself. `machine`: by detection or by the agent's word. `silence`:
 * answered, and nothing to hear. `no-answer`, `busy`, `rejected`: as the far end or the ring time said. `invalid`: the number
 * does not exist. `blocked`: the far end does not take calls from us. `congestion`: the far network is full. `network`: our
 * trunks failed, which is no attempt. `cancelled`: we gave it up (the agent went, the campaign was stopped),
 * which is none either.
 */
export type Outcome =
  | 'person'
  | 'abandoned'
  | 'hung-up'
  | 'machine'
  | 'silence'
  | 'no-answer'
  | 'busy'
  | 'rejected'
  | 'invalid'
  | 'blocked'
  | 'congestion'
  | 'network'
  | 'cancelled';

/** It says nothing of the customer, and does not count against any limit of the contact. */
export function isNoAttempt(outcome: Outcome): boolean {
  return outcome === 'network' || outcome === 'cancelled';
}

/** A person has answered: the law counts it. */
export function isLive(outcome: Outcome): boolean {
  return outcome === 'person' || outcome === 'abandoned' || outcome === 'hung-up';
}
