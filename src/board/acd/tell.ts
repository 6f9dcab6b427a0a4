import { callerLeg, type Call } from '../call/call.ts';
import type { Told, Waiting } from '../call/waiting.ts';
import { playbackId } from '../ids.ts';
import type { PlaceAnnouncement, QueueSettings } from '../queue-settings.ts';
import type { BoardState } from '../state.ts';
import type { Turn } from '../turn.ts';
import { expectedWait, forecastWait } from './expected-wait.ts';
import { positionOf } from './position.ts';
import { staysSince } from './stay.ts';
import { dueAt, nextLook, periodic, type Periodic } from './timetable.ts';
import {
  bandOf,
  inLanguage,
  leastBandMs,
  menuPrompts,
  periodicPrompt,
  positionPrompt,
  waitPrompt,
} from './words.ts';

/** What waiting callers are told, and when. Nobody is offered later because of it. */

/** Whatever is played longer has been missed when it ended. */
const longestMs = 120_000;
/** How often it is looked whether somebody is now expected to wait long. */
const lookMs = 15_000;

/** What is to be said. */
interface Words {
  readonly what: Told;
  readonly sounds: readonly string[];
  /** As it is said. */
  readonly position?: number;
  readonly expectedMs?: number;
}

/** When it has to be looked at again. */
export function tellMoments(
  queue: QueueSettings,
  call: Call,
  waiting: Waiting,
  at: number,
): readonly number[] {
  const { told } = waiting;
  if (told.playing !== null) return told.since === null ? [] : [told.since + longestMs];
  const since = staysSince(call, waiting);
  const moments = periodic.map((what) => nextLook(queue, waiting, since, what, at));
  if ((queue.menu?.whenExpectedMs ?? null) !== null && (told.counts.menu ?? 0) === 0) {
    moments.push(since + (Math.floor((at - since) / lookMs) + 1) * lookMs);
    if (told.endedAt !== null) moments.push(told.endedAt + queue.announce.gapMs);
  }
  return moments.filter((moment) => moment !== null);
}

/** Plays to a caller what is due. */
export function tellIfDue(turn: Turn, call: Call): void {
  const { phase } = call;
  if (phase.name !== 'waiting') return;
  const { playing, since } = phase.told;
  if (playing !== null && since !== null && turn.at - since >= longestMs) toldAll(turn, call);
  const queue = turn.state.queues.get(phase.queue);
  if (queue === undefined || !isListening(call)) return;
  const words = nextWords(turn.state, queue, call, call.phase as Waiting, turn.at);
  if (words !== null) tell(turn, call, queue, words);
}

/** Plays this to a waiting caller now, instead of whatever is being played. */
export function tell(turn: Turn, call: Call, queue: QueueSettings, words: Words): void {
  const { what, sounds, position = null, expectedMs = null } = words;
  turn.record({
    kind: 'call.told',
    call: call.id,
    what,
    playing: {
      playback: playbackId(call.id, call.nextId),
      media: inLanguage(call, queue, sounds),
    },
    position,
    expectedMs,
  });
}

/** What was played to a waiting caller is over. */
export function toldAll(turn: Turn, call: Call): void {
  turn.record({ kind: 'call.heard', call: call.id });
}

/** On the line, not on hold, and nothing else is said or asked. */
function isListening(call: Call): boolean {
  const { phase } = call;
  if (phase.name !== 'waiting' || phase.told.playing !== null) return false;
  return phase.dialogue === null && phase.whisper === null && callerLeg(call)?.state === 'queued';
}

function nextWords(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  call: Call,
  waiting: Waiting,
  at: number,
): Words | null {
  const { counts, endedAt } = waiting.told;
  const { welcome, gapMs } = queue.announce;
  const isNew = call.visit?.isReturn !== true && call.visit?.offers === 0;
  if (welcome.length > 0 && (counts.welcome ?? 0) === 0 && isNew) return { what: 'welcome', sounds: welcome };
  if (endedAt !== null && at < endedAt + gapMs) return null;
  const since = staysSince(call, waiting);
  for (const what of periodic) {
    const due = dueAt(queue, waiting, since, what);
    const isDue = (due !== null && due <= at) || (what === 'menu' && isLong(state, queue, call, waiting, at));
    const words = isDue ? wordsOf(state, queue, call, waiting, what, at) : null;
    if (words !== null) return words;
  }
  return null;
}

/** Who is expected to wait long is told at once what else he can do. */
function isLong(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  call: Call,
  { told }: Waiting,
  at: number,
): boolean {
  const whenMs = queue.menu?.whenExpectedMs ?? null;
  if (whenMs === null || (told.counts.menu ?? 0) > 0) return false;
  return (expectedWait(state, queue, call, at) ?? 0) > whenMs;
}

function wordsOf(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  call: Call,
  waiting: Waiting,
  what: Periodic,
  at: number,
): Words | null {
  const { place, prompts } = queue.announce;
  switch (what) {
    case 'place':
      return place === null ? null : placeWords(state, queue, call, waiting, place, at);
    case 'menu': {
      const sounds = menuPrompts(queue.exits);
      return sounds.length === 0 ? null : { what, sounds };
    }
    default: {
      if (prompts === null) return null;
      const sound = periodicPrompt(call, prompts.play, prompts.order, waiting.told.counts.prompt ?? 0);
      return sound === undefined ? null : { what, sounds: [sound] };
    }
  }
}

/** Position and expected wait, each only when it is known and, if so wanted, better than the caller knows. */
function placeWords(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  call: Call,
  { told }: Waiting,
  { position: saysPosition, expectedWait: saysWait, onlyBetter, mostPosition }: PlaceAnnouncement,
  at: number,
): Words | null {
  const position = saysPosition ? positionOf(state, call, at) : null;
  const expectedMs = saysWait ? waitToSay(state, queue, call, told.expected, at) : null;
  const sounds: string[] = [];
  const prompt = position === null ? null : positionPrompt(position, mostPosition);
  const isBetter =
    position === null ||
    told.position === null ||
    (position < told.position && prompt !== positionPrompt(told.position, mostPosition));
  const saysItNow = prompt !== null && (isBetter || !onlyBetter);
  if (saysItNow) sounds.push(prompt);
  const isSooner = expectedMs !== null && (told.expected === null || expectedMs < told.expected.ms);
  const saysWaitNow = expectedMs !== null && (isSooner || !onlyBetter);
  if (saysWaitNow) sounds.push(waitPrompt(expectedMs));
  if (sounds.length === 0) return null;
  return {
    what: 'place',
    sounds,
    ...(saysItNow && position !== null ? { position } : {}),
    ...(saysWaitNow ? { expectedMs } : {}),
  };
}

/**
 * What four of five do not exceed, rounded up to what the prompts can say. It never rises for one caller: when what was
 * said cannot be kept any more, nothing is said.
 */
function waitToSay(
  state: Readonly<BoardState>,
  queue: QueueSettings,
  call: Call,
  said: { readonly ms: number; readonly at: number } | null,
  at: number,
): number | null {
  const now = forecastWait(state, queue, call, at);
  if (now === null) return null;
  const left = said === null ? Infinity : Math.max(leastBandMs, said.ms - (at - said.at));
  const band = bandOf(now.upperMs);
  return band <= bandOf(left) ? band : null;
}
