import type { RecordingRow } from '../../../../src/board/account.ts';
import type { Recording, Track } from '../../../../src/board/recording/recording.ts';
import type { Effect } from '../../../../src/board/effect.ts';
import type { CallId, LegId, PhoneId, TapId } from '../../../../src/board/ids.ts';
import type { Office, RecordingSettings } from '../../../../src/board/office.ts';
import type { QueueSettings } from '../../../../src/board/queue-settings.ts';
import type { Turn } from '../../../../src/board/turn.ts';
import { anna, ben, office, Stage } from '../stage.ts';

export const phoneA = '1001' as PhoneId;
export const phoneB = '1002' as PhoneId;

/** The office of the stage, with a policy for its queues. */
export const recordedOffice = (
  more: Partial<QueueSettings> = {},
  recording: Partial<RecordingSettings> = {},
): Office => {
  const plain = office(more);
  return { ...plain, recording: { ...plain.recording, ...recording } };
};

/** A stage on which taps and files come about as soon as they are asked for. */
export class RecordingStage extends Stage {
  readonly rows: RecordingRow[] = [];
  /** What Asterisk was asked for, of taps and files only. */
  readonly asked: Effect[] = [];

  override take(input: Parameters<Stage['take']>[0]): Turn {
    const turn = super.take(input);
    // The stage takes its office before it is this one.
    (this.rows as RecordingRow[] | undefined)?.push(...turn.changes.recordings);
    (this.asked as Effect[] | undefined)?.push(
      ...turn.effects.filter(({ name }) => name.includes('record') || name === 'tap'),
    );
    return turn;
  }

  tapped(tap: TapId): Turn {
    return this.take({ kind: 'line', event: { name: 'tapped', tap } });
  }

  /** All taps that are asked for come about. */
  allTapped(call: CallId): this {
    for (const track of this.tracks(call))
      if (!track.tapped && track.endedAt === null) this.tapped(track.tap);
    return this;
  }

  /** Anna talks with a caller. */
  talk(channel = 'c1'): CallId {
    const call = this.enters(channel);
    this.talks(call);
    this.allTapped(call);
    return call;
  }

  recording(call: CallId): Recording | undefined {
    return this.call(call)?.recordings.at(-1);
  }

  tracks(call: CallId): readonly Track[] {
    return this.recording(call)?.tracks ?? [];
  }

  trackOf(call: CallId, leg: string): Track {
    const track = this.tracks(call).findLast((one) => one.leg === (leg as LegId));
    if (track === undefined) throw new Error(`no track of ${leg}`);
    return track;
  }

  /** Asked for since the last look, in short. */
  news(): string[] {
    return this.asked.splice(0).map((effect) => {
      switch (effect.name) {
        case 'tap':
          return `tap ${effect.channel}`;
        case 'record':
          return `record ${effect.file.slice(effect.file.lastIndexOf('/') + 1)}`;
        case 'hush-recording':
          return `${effect.on ? 'hush' : 'unhush'} ${effect.file.slice(effect.file.lastIndexOf('/') + 1)}`;
        case 'end-recording':
          return `end ${effect.file.slice(effect.file.lastIndexOf('/') + 1)}`;
        default:
          return effect.name;
      }
    });
  }
}

/** Anna is ready, and her queue is recorded in this way. */
export function stageWith(
  record: QueueSettings['record'],
  recording: Partial<RecordingSettings> = {},
): RecordingStage {
  return new RecordingStage(recordedOffice({ record }, recording)).ready(anna);
}

export { anna, ben };
