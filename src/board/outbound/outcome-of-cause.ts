import type { HangupCause } from '../input.ts';
import type { Outcome } from './outcome.ts';

/** How an attempt may end before anybody has answered. */
type Unanswered = Extract<
  Outcome,
  'busy' | 'no-answer' | 'invalid' | 'rejected' | 'blocked' | 'congestion' | 'network'
>;

/**
 * What SIP's final answers mean (RFC 3261 unless another is named). Whatever is not here, as all of 4xx that speak of our
 * own request and all of 5xx but 503, is the fault of our trunk: it says nothing of the customer, and no attempt is burnt.
 */
const bySip: Readonly<Record<number, Unanswered>> = {
  404: 'invalid',
  // The far end's, when it has rung; else Asterisk's own, of a trunk that says nothing: see below.
  408: 'no-answer',
  410: 'invalid',
  // Anonymity disallowed, RFC 5079.
  433: 'blocked',
  480: 'no-answer',
  484: 'invalid',
  485: 'invalid',
  486: 'busy',
  487: 'no-answer',
  503: 'congestion',
  600: 'busy',
  603: 'rejected',
  604: 'invalid',
  // Unwanted, RFC 8197: the called party. Rejected, RFC 8688: a filter on the way.
  607: 'blocked',
  608: 'blocked',
};

/**
 * The causes of ITU-T Q.850, for trunks that are not SIP: where there is a SIP status that counts, as Asterisk makes 21
 * (rejected) of 401, 403 and 407 too, 19 of 483, and 127 of whatever it has no other cause for (seen on 22.10).
 */
const byQ850: Readonly<Record<number, Unanswered>> = {
  1: 'invalid',
  16: 'no-answer',
  17: 'busy',
  18: 'no-answer',
  19: 'no-answer',
  21: 'rejected',
  22: 'invalid',
  26: 'no-answer',
  28: 'invalid',
  31: 'no-answer',
  34: 'congestion',
  42: 'congestion',
};

/**
 * What became of an attempt whose leg is gone before it was answered, from the cause that Asterisk gives. `hasRung`: the
 * far end has said before that it rings, or has sent sound. Nobody answers with 408 before that but Asterisk itself.
 */
export function outcomeOfCause({ q850, sip }: HangupCause, hasRung: boolean): Unanswered {
  if (sip === 408 && !hasRung) return 'network';
  if (sip !== null && sip >= 300) return bySip[sip] ?? 'network';
  return byQ850[q850] ?? 'network';
}
