import { CordboardError } from '../../../base/errors.ts';
import type { RecordingId } from '../../../board/ids.ts';
import type { Caller } from '../../../control/caller.ts';
import { resources, type Address } from '../address.ts';
import { done } from '../answers.ts';
import { timeOf } from '../dates.ts';
import { ParameterError } from '../errors.ts';
import { meaningOf } from '../guid.ts';
import type { House } from '../house.ts';
import { dayFolder } from '../translate/written.ts';

const dayMs = 86_400_000;

/** `/records/guid.mp3`, the same in the folder of its day and as .gsm, and Supervisor/convert. */
export function soundAddresses({ records, clock }: Pick<House, 'records' | 'clock'>): Address[] {
  /** Throws 'recording-unknown' as well when it is of another day. */
  const recordingIn = (caller: Caller, guid: string, folder: string | null): RecordingId => {
    const recording = meaningOf(guid)?.recording;
    if (recording === undefined) throw unknown();
    const { startedAt, endedAt } = records.spanOf(caller, recording);
    if (folder !== null && !foldersOf(startedAt, endedAt, clock.timeZone).includes(folder)) throw unknown();
    return recording;
  };

  const file = (path: string): Address => ({
    method: 'get',
    path,
    parameters: [],
    permission: 'agent',
    onError: 'sentence',
    async handle(_form, { caller, path: parts }) {
      const [, guid = '', ending] = /^(.+)\.(mp3|gsm)$/i.exec(parts['file'] ?? '') ?? [];
      if (ending === undefined) throw unknown();
      const recording = recordingIn(caller, guid, parts['day'] ?? null);
      const found = await records.sound(caller, recording, ending.toLowerCase() === 'gsm' ? 'gsm' : 'mp3');
      return { kind: 'file', ...found };
    },
  });

  return [
    file('/records/:file'),
    file('/records/:day/:file'),
    {
      method: 'post',
      path: `${resources}/Supervisor/convert`,
      parameters: ['guid', 'pasta', 'folder'],
      permission: 'agent',
      onError: 'sentence',
      async handle(form, { caller }) {
        const guid = form.need('guid');
        // The documents of other languages call it so.
        const folder = form.text('pasta') || form.text('folder');
        if (folder !== '' && timeOf(`${dashed(folder)} 12:00:00`, clock.timeZone) === null) {
          throw new ParameterError('pasta', 'is not a day as in 20160118');
        }
        await records.convert(caller, recordingIn(caller, guid, folder === '' ? null : folder));
        return done;
      },
    },
  ];
}

/** The days on which it was made by the office's clock: one, but at midnight. */
function foldersOf(startedAt: number, endedAt: number, timeZone: string): readonly string[] {
  const folders = new Set<string>();
  for (let at = startedAt; at < endedAt; at += dayMs) folders.add(dayFolder(at, timeZone));
  return [...folders, dayFolder(endedAt, timeZone)];
}

function dashed(day: string): string {
  return day.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
}

function unknown(): CordboardError {
  return new CordboardError('recording-unknown', 'there is no such recording');
}
