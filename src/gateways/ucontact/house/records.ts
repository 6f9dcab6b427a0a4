import type { CallId, RecordingId } from '../../../board/ids.ts';
import type { Caller } from '../../../control/caller.ts';
import type { CampaignName } from '../names.ts';
import type { Data } from '../parameters.ts';

/** What is looked for; what is null is not asked for. */
export interface RecordQuery {
  /** When the recording began, UTC milliseconds: from inclusive, to exclusive. */
  readonly from: number | null;
  readonly to: number | null;
  /** Account, name or phone. */
  readonly agent: string | null;
  readonly campaign: CampaignName | null;
  /** A part of the number. */
  readonly source: string | null;
  readonly destination: string | null;
  /** A part of the tag. */
  readonly tag: string | null;
  readonly hours: HoursOfDay | null;
  readonly rating: number | null;
  readonly leastMs: number | null;
  /** Calls of these numbers are left out. */
  readonly without: readonly string[];
  /** At least so many recordings have the same customer in that time. */
  readonly recurring: number | null;
  readonly offset: number;
  readonly limit: number;
}

/** Minutes of the day by the office's clock: from inclusive, to exclusive; over midnight when `to` is the smaller one. */
export interface HoursOfDay {
  readonly from: number;
  readonly to: number;
}

/** One agent's part in one recording. */
export interface HouseRecord {
  readonly call: CallId;
  readonly recording: RecordingId;
  /** Of the recording, and which of its agents this is, from 0. */
  readonly number: number;
  readonly part: number;
  readonly direction: 'inbound' | 'outbound' | 'internal';
  /** As uContact writes it; null: of no queue and no campaign. */
  readonly campaign: string | null;
  readonly from: { readonly name: string; readonly number: string };
  readonly to: string;
  readonly agent: string | null;
  /** Where the agent sat. */
  readonly phone: string | null;
  readonly trunk: string | null;
  /** UTC milliseconds. */
  readonly startedAt: number;
  readonly endedAt: number;
  /** How long the agent was in it. */
  readonly agentMs: number;
  /** null: the call goes on, its recording was ended. */
  readonly over: { readonly at: number; readonly disposition: string; readonly cause: number } | null;
  /** Empty: nobody has said anything of it. */
  readonly tag: string;
  /** 1 to 5; 0: nobody has rated it. */
  readonly rating: number;
  readonly note: string | null;
  /** Of a campaign's call. */
  readonly contact: number | null;
  readonly list: string | null;
  readonly data: Data | null;
  readonly alternatives: readonly string[] | null;
}

export interface RecordDesk {
  /** The oldest first. Rejects with 'not-permitted'. */
  find(caller: Caller, query: RecordQuery): Promise<readonly HouseRecord[]>;
  /** When it was made. Throws 'recording-unknown'. */
  spanOf(caller: Caller, recording: RecordingId): { readonly startedAt: number; readonly endedAt: number };
  /** The file. Rejects with 'recording-unknown' or 'recording-not-ready'. */
  sound(
    caller: Caller,
    recording: RecordingId,
    ending: 'mp3' | 'gsm',
  ): Promise<{ readonly folder: string; readonly file: string; readonly type: string }>;
  /** Makes an MP3 file unless there is one. Rejects as `sound`, and with 'recording-gone'. */
  convert(caller: Caller, recording: RecordingId): Promise<void>;
  /** Says something of a call, be it that it goes on. Throws 'call-unknown'. */
  tag(caller: Caller, call: CallId, words: string): void;
}
