import type { Attempt } from './attempt.ts';
import type { CampaignSettings, DetectionSettings } from './campaign-settings.ts';
import type { OutboundFacts } from './outbound-facts.ts';

/** What agents have said of calls that the detection has taken for machines: only those that agents get can be told. */
export interface Detector {
  judged: number;
  /** They were persons. */
  wrong: number;
}

/** What the office expects weighs as much as so many calls that agents have judged. */
const priorWorth = 50;

/**
 * The share of persons among those whom the detection takes for machines. They are abandoned calls, though nobody sees
 * it: Ofcom wants a reasoned estimate of them counted, and what is not known is better charged than not.
 */
export function falsePositives(
  { judged, wrong }: Detector,
  { falsePositives: expected }: DetectionSettings,
): number {
  return (wrong + expected * priorWorth) / (judged + priorWorth);
}

type Detected = Extract<OutboundFacts, { kind: 'attempt.detected' }>;

/** In doubt the law counts him; who says nothing at all and is hung up on was none. */
export function isTakenForPerson({ state, reason }: Detected, { detection }: CampaignSettings): boolean {
  if (state === 'unknown') return detection.unknown === 'agent' || reason !== 'silence';
  return state === 'person';
}

/** An agent has said who it was; true when the count of persons who have answered was wrong by one. */
export function learnMark(detector: Detector, { detection }: Attempt, as: 'person' | 'machine'): boolean {
  if (detection?.state !== 'machine') return as === 'machine';
  detector.judged += 1;
  if (as === 'machine') return false;
  detector.wrong += 1;
  return true;
}
