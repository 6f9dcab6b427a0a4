import { callerLeg, type Call } from '../call/call.ts';
import { abandon } from '../call/ending.ts';
import { handOver } from '../hooks/hand-over.ts';
import type { LegId } from '../ids.ts';
import { legsOfChannel } from '../state.ts';
import type { Turn } from '../turn.ts';
import type { Attempt, Detection } from './attempt.ts';
import type { CampaignSettings } from './campaign-settings.ts';
import { endAttempt } from './ending.ts';
import { sayAndEnd } from './say.ts';
import { settingsNow } from './settings-now.ts';
import { goOnWithPerson } from './with-person.ts';

/**
 * Who has answered: a person or a machine. A person says a word or two and waits; a machine talks on. Asterisk's AMD finds
 * that out in the dialplan (`cordboard-amd`), or we by its talk detection, which leaves the customer where he is.
 *
 * In doubt it is a person: whoever cannot be told in `longestMs` is `unknown`. His two seconds run meanwhile.
 */

/** A greeting is over after so much silence. */
const afterGreetingMs = 400;
/** What is shorter is a click. */
const leastWordMs = 100;
/** The way into the dialplan and back; whoever has not come by then is fetched. */
const wayMs = 300;
/** Before a machine's message we wait for its beep, or for so much silence at its end. */
const beginsToTalkMs = 5_000;
const longestGreetingMs = 60_000;

type Verdict = Exclude<Detection['state'], 'running'>;

/** Talk without a pause that is longer than this is no person's greeting. */
function longGreetingMs(longestMs: number): number {
  return Math.max(500, Math.min(1_500, longestMs - 500));
}

/** Begins to find out who has answered; false when the campaign does not want to know. */
export function beginDetection(turn: Turn, call: Call): boolean {
  const found = settingsOf(turn, call);
  const leg = callerLeg(call);
  if (found === null || leg === undefined || !turn.state.lineIsUp) return false;
  const { by, longestMs } = found.detection;
  if (by === 'none') return false;
  const deadline = turn.at + longestMs;
  turn.record({ kind: 'attempt.detected', call: call.id, state: 'running', tookMs: 0, reason: by, deadline });
  if (by === 'talk') turn.want({ name: 'listen', channel: leg.id, for: 'greeting' });
  else {
    handOver(turn, call, leg, {
      point: 'detection',
      context: 'cordboard-amd',
      extension: 's',
      place: null,
      deadline: deadline + wayMs,
      variables: { CORDBOARD_AMD: amdArguments(longestMs) },
    });
  }
  return true;
}

/**
 * Of AMD(): initial silence, greeting, silence after it, total time, shortest word, silence between words, most words,
 * threshold of silence, longest word. Of a greeting it counts the frames with a voice only: about two thirds of its time.
 */
function amdArguments(longestMs: number): string {
  const greetingMs = Math.round(longGreetingMs(longestMs) * 0.7);
  return [longestMs, greetingMs, afterGreetingMs, longestMs, leastWordMs, 200, 3, 256, greetingMs].join(',');
}

/** The dialplan has given the customer back; `said`: AMD's status and its cause, as `HUMAN-HUMAN-400-400`. */
export function cameBackDetected(turn: Turn, call: Call, said: string | null): void {
  const reason = (said ?? '').toLowerCase();
  if (reason === 'tone') decide(turn, call, 'tone', reason);
  else if (reason.startsWith('human')) decide(turn, call, 'person', reason);
  // Asterisk takes silence for a machine.
  else if (reason.includes('initialsilence')) decide(turn, call, 'unknown', 'silence');
  else if (reason.startsWith('machine')) decide(turn, call, 'machine', reason);
  else decide(turn, call, 'unknown', reason);
}

/** The customer begins to talk, or a tone. */
export function talkBegins(turn: Turn, channel: LegId): void {
  const found = listenedTo(turn, channel);
  if (found === null) return;
  const { call, settings, answeredAt, detection } = found;
  const greetingMs = longGreetingMs(settings.detection.longestMs);
  const deadline =
    detection.state === 'running'
      ? Math.min(turn.at + greetingMs, answeredAt + settings.detection.longestMs)
      : turn.at + longestGreetingMs;
  turn.record({ kind: 'attempt.talks', call: call.id, talks: true, deadline });
}

/** He has been silent for a while; before that he has talked for so long. */
export function talkEnds(turn: Turn, channel: LegId, talkedMs: number): void {
  const found = listenedTo(turn, channel);
  if (found === null) return;
  const { call, settings, answeredAt, detection } = found;
  if (detection.state === 'machine') return sayToMachine(turn, call, settings);
  const { longestMs } = settings.detection;
  if (talkedMs < leastWordMs) {
    const deadline = answeredAt + longestMs;
    turn.record({ kind: 'attempt.talks', call: call.id, talks: false, deadline });
  } else
    decide(turn, call, talkedMs < longGreetingMs(longestMs) ? 'person' : 'machine', `talked-${talkedMs}`);
}

/** Of a fax machine: the tones of a number that does not exist AMD's dialplan tells. */
export function toneHeard(turn: Turn, channel: LegId): void {
  const found = listenedTo(turn, channel);
  if (found?.detection.state === 'running') decide(turn, found.call, 'tone', 'fax');
}

/** The time is over in which it is to be found out. */
export function detectionDue(turn: Turn, call: Call): void {
  const { attempt } = call;
  const settings = settingsOf(turn, call);
  if (attempt?.detection == null || attempt.answeredAt === null || settings === null) return;
  const { state, talksSince } = attempt.detection;
  if (state === 'machine') return sayToMachine(turn, call, settings);
  if (state !== 'running') return;
  if (talksSince === null) return decide(turn, call, 'unknown', 'silence');
  const talkedMs = turn.at - talksSince;
  const isLong = talkedMs >= longGreetingMs(settings.detection.longestMs);
  decide(turn, call, isLong ? 'machine' : 'unknown', `talks-${talkedMs}`);
}

function decide(turn: Turn, call: Call, state: Verdict, reason: string): void {
  const { attempt } = call;
  const settings = settingsOf(turn, call);
  const leg = callerLeg(call);
  if (attempt?.detection == null || settings === null || leg === undefined) return;
  const { machine, unknown, by } = settings.detection;
  const waits = state === 'machine' && machine.name === 'message';
  const tookMs = turn.at - attempt.detection.since;
  const deadline = waits ? turn.at + beginsToTalkMs : null;
  turn.record({ kind: 'attempt.detected', call: call.id, state, tookMs, reason, deadline });
  if (waits) turn.want({ name: 'listen', channel: leg.id, for: 'pause' });
  else if (by === 'talk') turn.want({ name: 'listen', channel: leg.id, for: 'nothing' });
  switch (state) {
    case 'person':
      return goOnWithPerson(turn, call);
    case 'unknown':
      if (unknown === 'agent') return goOnWithPerson(turn, call);
      return leaveUnknown(turn, call, attempt, settings, reason === 'silence');
    case 'machine':
      if (machine.name === 'agent') goOnWithPerson(turn, call);
      else if (machine.name === 'hang-up') hangUp(turn, call, attempt, 'machine');
      return;
    case 'tone':
      return hangUp(turn, call, attempt, 'invalid');
  }
}

/** He may be a person: then nobody is there for him, and the law counts him. */
function leaveUnknown(
  turn: Turn,
  call: Call,
  attempt: Attempt,
  { abandon: rules }: CampaignSettings,
  isSilent: boolean,
): void {
  if (isSilent) return hangUp(turn, call, attempt, 'silence');
  endAttempt(turn, call.id, attempt, 'abandoned', { q850: 16, sip: null });
  sayAndEnd(turn, call, rules.message);
}

function hangUp(turn: Turn, call: Call, attempt: Attempt, outcome: 'machine' | 'silence' | 'invalid'): void {
  endAttempt(turn, call.id, attempt, outcome, { q850: 16, sip: null });
  abandon(turn, call, 'unanswered', 16);
}

/** Its greeting is over, and its beep. */
function sayToMachine(turn: Turn, call: Call, { detection: { machine } }: CampaignSettings): void {
  const leg = callerLeg(call);
  if (leg !== undefined) turn.want({ name: 'listen', channel: leg.id, for: 'nothing' });
  sayAndEnd(turn, call, machine.name === 'message' ? machine.message : null);
}

interface Listened {
  readonly call: Call;
  readonly settings: CampaignSettings;
  readonly answeredAt: number;
  readonly detection: Detection;
}

/** The call whose customer we listen to on this channel. */
function listenedTo(turn: Turn, channel: LegId): Listened | null {
  for (const { call } of legsOfChannel(turn.state, channel)) {
    const { attempt, phase } = call;
    const settings = settingsOf(turn, call);
    if (attempt?.leg !== channel || attempt.detection === null || attempt.answeredAt === null) continue;
    if (phase.name !== 'dialling' || settings === null) continue;
    return { call, settings, answeredAt: attempt.answeredAt, detection: attempt.detection };
  }
  return null;
}

function settingsOf(turn: Turn, { attempt }: Call): CampaignSettings | null {
  return attempt === null ? null : (settingsNow(turn.state, attempt.campaign)?.settings ?? null);
}
