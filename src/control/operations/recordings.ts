import { join } from 'node:path';
import { z } from 'zod';
import type { Clock } from '../../base/clock.ts';
import { CordboardError } from '../../base/errors.ts';
import type { RecordingRow } from '../../board/account.ts';
import type { PhoneCommand } from '../../board/input.ts';
import { isSupervisor, type Caller } from '../caller.ts';
import type { Exchange } from '../exchange.ts';
import {
  agentField,
  callField,
  durationField,
  limitField,
  partyField,
  phoneField,
  queueField,
  timeField,
} from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import { phoneVerb, which } from './phone-verb.ts';

interface StoredRecording extends RecordingRow {
  readonly state: 'waiting' | 'mixed' | 'empty' | 'failed';
  readonly file: string | null;
  readonly stereoFile: string | null;
  readonly durationMs: number | null;
  readonly tag: string;
  readonly rating: number;
}

interface Access {
  readonly at: number;
  readonly user: string;
  readonly recording: string;
  readonly variant: Variant;
}

interface Filter {
  readonly call?: string | undefined;
  readonly agent?: string | undefined;
  readonly queue?: string | undefined;
  readonly src?: string | undefined;
  readonly tag?: string | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly before?: string | undefined;
  readonly limit: number;
}

export interface RecordingStore {
  /** The latest first. */
  find(filter: Filter): readonly StoredRecording[];
  get(recording: string): StoredRecording | undefined;
  addAccess(access: Access): void;
  /** The first first. */
  accesses(recording: string): readonly Access[];
}

/** What people say of calls. */
export interface CallTagStore {
  /** What is not named stays as it is. */
  put(change: {
    readonly call: string;
    readonly tag?: string | undefined;
    readonly rating?: number | undefined;
    readonly at: number;
    readonly by: string;
  }): void;
}

/** The file of a recording that somebody listens to. */
export interface Audio {
  readonly folder: string;
  /** Below the folder. */
  readonly file: string;
  readonly type: string;
}

const variants = ['mix', 'stereo'] as const;
type Variant = (typeof variants)[number];

const recordingField = z.string().min(1).max(80).describe('id of a recording');

/** As long as what people write by hand, and not a document. */
export const longestTag = 1_000;
const tagField = z.string().max(longestTag);
const ratingField = z.int().min(0).max(5);

const recordingOutput = z.object({
  recording: recordingField,
  call: callField,
  queue: queueField.nullable(),
  agents: z.array(agentField).describe('of the office, who speaks in it'),
  caller: partyField,
  dialled: z.string(),
  startedAt: timeField,
  endedAt: timeField,
  state: z
    .enum(['waiting', 'mixed', 'empty', 'failed'])
    .describe('waiting: not to be heard yet; empty: nobody spoke; failed: its tracks could not be mixed'),
  durationMs: durationField.nullable(),
  tag: z.string().describe('what people say of the call; empty while nobody has'),
  rating: ratingField.describe('stars of the call; 0: nobody has rated it'),
  gaps: z.array(z.object({ from: timeField, to: timeField })).describe('when it was paused'),
  tracks: z
    .array(
      z.object({
        party: partyField,
        phone: phoneField.nullable().describe('null for parties outside'),
        agent: agentField.nullable(),
        startedAt: timeField,
        endedAt: timeField,
      }),
    )
    .describe('who speaks in it, and from when to when'),
  file: z.string().nullable().describe('below the folder of recordings'),
  url: z.string().nullable().describe('where it is to be had, with the token of the session'),
  stereoUrl: z
    .string()
    .nullable()
    .describe('the same with the customer on the left, all others on the right'),
});

const searchInput = z.strictObject({
  call: callField.optional(),
  agent: agentField.optional(),
  queue: queueField.optional(),
  number: z.string().max(80).optional().describe("the caller's number"),
  tag: z.string().min(1).max(200).optional().describe('a part of the tag'),
  from: timeField.optional().describe('only what began then or later'),
  to: timeField.optional().describe('only what began before'),
  before: recordingField
    .optional()
    .describe('only what comes after this one in the list: the last of the former page'),
  limit: limitField(1_000, 100),
});

/** Starting and pausing at a phone, looking for recordings, and who has listened to them. */
export function recordingOperations(
  exchange: Exchange,
  store: RecordingStore,
  tags: CallTagStore,
): Operation[] {
  const verb = phoneVerb(exchange);
  const recording = (
    name: Extract<PhoneCommand['name'], `${string}-recording`>,
    summary: string,
  ): Operation => verb({ name, summary, input: which, command: (asked) => ({ name, ...asked }) });

  return [
    recording('start-recording', 'Record the call of the phone from now on'),
    recording('stop-recording', 'End the recording of the call'),
    recording('pause-recording', 'Write silence from now on, as while a card number is said'),
    recording('resume-recording', 'Go on recording after a pause'),
    operation({
      name: 'recordings',
      summary: 'Recordings that are over, the latest first: all for supervisors, the own ones for agents',
      permission: 'agent',
      method: 'get',
      path: '/recordings',
      input: searchInput,
      output: z.object({ recordings: z.array(recordingOutput) }),
      run: (caller, { number, ...filter }) => {
        if (!isSupervisor(caller) && filter.agent !== undefined && filter.agent !== caller.user) {
          throw new CordboardError('not-permitted', `${caller.user} may look for his own recordings only`);
        }
        const agent = isSupervisor(caller) ? filter.agent : caller.user;
        return { recordings: store.find({ ...filter, agent, src: number }).map(shown) };
      },
    }),
    operation({
      name: 'recording',
      summary: 'One recording that is over',
      permission: 'agent',
      method: 'get',
      path: '/recordings/{recording}',
      input: z.strictObject({ recording: recordingField }),
      output: recordingOutput,
      run: (caller, { recording }) => shown(recordingFor(store, caller, recording)),
    }),
    operation({
      name: 'tag-recording',
      summary: 'Say something of the call of a recording, and rate it; what is not named stays as it is',
      permission: 'agent',
      method: 'post',
      path: '/recordings/{recording}/tag',
      input: z.strictObject({
        recording: recordingField,
        tag: tagField.optional(),
        rating: ratingField.optional(),
      }),
      output: recordingOutput,
      run: (caller, { recording, tag, rating }) => {
        const { call } = recordingFor(store, caller, recording);
        tags.put({ call, tag, rating, at: exchange.now, by: caller.user });
        return shown(recordingFor(store, caller, recording));
      },
    }),
    operation({
      name: 'recording-accesses',
      summary: 'Who listened to a recording, and when',
      permission: 'supervisor',
      method: 'get',
      path: '/recordings/{recording}/accesses',
      input: z.strictObject({ recording: recordingField }),
      output: z.object({
        accesses: z.array(z.object({ at: timeField, user: z.string(), variant: z.enum(variants) })),
      }),
      run: (caller, { recording }) => ({
        accesses: store
          .accesses(recordingFor(store, caller, recording).recording)
          .map(({ at, user, variant }) => ({ at, user, variant })),
      }),
    }),
  ];
}

/** Players ask for a recording in many parts: within this time they are one listening. */
const listeningMs = 5 * 60_000;

/** Gives recordings out, and notes who had which. */
export class AudioDesk {
  readonly #store: RecordingStore;
  readonly #folder: string;
  readonly #clock: Clock;

  constructor(store: RecordingStore, folder: string, clock: Clock) {
    this.#store = store;
    this.#folder = folder;
    this.#clock = clock;
  }

  /**
   * The file that somebody asks for, the whole or any part of it; `instead` is the same sound in another format. Throws
   * 'not-signed-in', 'recording-unknown', 'recording-not-ready'.
   */
  give(caller: Caller | null, id: string, wanted: unknown, instead?: string): Audio {
    const variant: Variant = wanted === 'stereo' ? 'stereo' : 'mix';
    const { file, user } = this.#find(caller, id, variant);
    this.#note({ at: this.#clock.now(), user, recording: id, variant });
    const given = instead ?? file;
    return { folder: this.#folder, file: given, type: typeOf(given) };
  }

  /** The file of the mix, for somebody who does not listen to it yet. Throws as `give`. */
  look(caller: Caller | null, id: string): Audio {
    const { file } = this.#find(caller, id, 'mix');
    return { folder: this.#folder, file, type: typeOf(file) };
  }

  #find(
    caller: Caller | null,
    id: string,
    variant: Variant,
  ): { readonly file: string; readonly user: string } {
    if (caller === null)
      throw new CordboardError('not-signed-in', 'sign in first: recordings are not for everybody');
    const recording = recordingFor(this.#store, caller, id);
    const file = variant === 'stereo' ? recording.stereoFile : recording.file;
    if (file === null) {
      throw new CordboardError(
        'recording-not-ready',
        `recording ${id} is not to be heard: it is ${recording.state}`,
      );
    }
    return { file, user: caller.user };
  }

  #note(access: Access): void {
    const { at, user, recording, variant } = access;
    const isNoted = this.#store
      .accesses(recording)
      // Either way: a clock that was set back must not hide who listens.
      .some((one) => one.user === user && one.variant === variant && Math.abs(at - one.at) < listeningMs);
    if (!isNoted) this.#store.addAccess(access);
  }
}

/** Whoever may not hear it is not told that it exists. */
function recordingFor(store: RecordingStore, caller: Caller, id: string): StoredRecording {
  const recording = store.get(id);
  if (recording === undefined || !(isSupervisor(caller) || recording.agents.includes(caller.user))) {
    throw new CordboardError('recording-unknown', `there is no recording ${id} that ${caller.user} may hear`);
  }
  return recording;
}

function shown(recording: StoredRecording): z.output<typeof recordingOutput> {
  const {
    recording: id,
    call,
    queue,
    agents,
    caller,
    dialled,
    startedAt,
    endedAt,
    state,
    durationMs,
  } = recording;
  const { gaps, tracks, file, stereoFile, tag, rating } = recording;
  const url = join('/api/v1/recordings', id, 'audio');
  return {
    recording: id,
    call,
    queue,
    agents: [...agents],
    caller,
    dialled,
    startedAt,
    endedAt,
    state,
    durationMs,
    tag,
    rating,
    gaps: gaps.map(({ from, to }) => ({ from, to })),
    tracks: tracks.map(({ party, phone, agent, startedAt: began, endedAt: ended }) => ({
      party,
      phone,
      agent,
      startedAt: began,
      endedAt: ended,
    })),
    file,
    url: file === null ? null : url,
    stereoUrl: stereoFile === null ? null : `${url}?variant=stereo`,
  };
}

function typeOf(file: string): string {
  const ending = file.slice(file.lastIndexOf('.') + 1).toLowerCase();
  if (ending === 'mp3') return 'audio/mpeg';
  return ending === 'gsm' ? 'audio/x-gsm' : 'audio/wav';
}
