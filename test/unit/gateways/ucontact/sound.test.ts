import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { RecordingRow } from '../../../../src/board/account.ts';
import { callId, recordingId, type AgentId, type CallId } from '../../../../src/board/ids.ts';
import { guidOf } from '../../../../src/gateways/ucontact/guid.ts';
import { gsmSink } from '../../../../src/recordings/gsm/sinks.ts';
import { WavSink } from '../../../../src/recordings/wav.ts';
import type { SoundSink } from '../../../../src/recordings/sink.ts';
import { freshFolder, voice } from '../../recordings/sounds.ts';
import { RecordOffice, type Recorded } from './record-office.ts';

const guid = (number: number): string => guidOf(callId('test', number));

/** A second of sound. */
function soundIn(sinkOf: (file: string) => SoundSink): Buffer {
  const file = join(freshFolder(), 'sound');
  const sink = sinkOf(file);
  sink.write([voice(1, 1_000)]);
  sink.end();
  return readFileSync(file);
}

/** One recording of the eighteenth in this format. */
const recorded = (ending: Recorded['ending'], sound?: Buffer, more?: Partial<RecordingRow>): Recorded => ({
  number: 1,
  at: '2016-01-18 10:00:00',
  ...(ending === undefined ? {} : { ending }),
  ...(sound === undefined ? {} : { sound }),
  ...(more === undefined ? {} : { more }),
});

async function statuses(office: RecordOffice, ...paths: string[]): Promise<number[]> {
  const answers = await Promise.all(paths.map((path) => office.get(path)));
  await Promise.all(answers.map((answer) => answer.arrayBuffer()));
  return answers.map(({ status }) => status);
}

describe('recordings by their guid', () => {
  test('at both addresses, whole and in parts', async () => {
    const office = await RecordOffice.open({ records: [recorded('mp3')] });
    for (const path of [`/records/${guid(1)}.mp3`, `/records/20160118/${guid(1)}.mp3`]) {
      const answer = await office.get(path);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);
      expect(answer.headers.get('accept-ranges')).toBe('bytes');
      expect(await answer.text()).toBe('sound of 1');
      const part = await office.get(path, { range: 'bytes=6-7' });
      expect([part.status, await part.text()]).toEqual([206, 'of']);
      expect(part.headers.get('content-range')).toBe('bytes 6-7/10');
      expect((await office.get(path, { range: 'bytes=90-99' })).status).toBe(416);
    }
    expect(office.ledger.recordings.accesses('cbtest-1-r1').map(({ user }) => user)).toEqual(['boss']);
  });

  test('nothing else is there: another day, another guid, another format, a way out of the folder', async () => {
    const office = await RecordOffice.open({
      records: [recorded('mp3'), { number: 2, at: '2016-01-18 23:59:50' }],
    });
    writeFileSync(join(office.folder, 'secret.mp3'), 'secret');
    expect(
      await statuses(
        office,
        `/records/20160119/${guid(1)}.mp3`,
        `/records/2016-01-18/${guid(1)}.mp3`,
        `/records/${guid(3)}.mp3`,
        `/records/${guidOf(recordingId(callId('test', 1), 2))}.mp3`,
        `/records/020f9687-adc6-46ca-b675-e96c9d1606ef.mp3`,
        `/records/${guid(1)}.gsm`,
        `/records/${guid(1)}.wav`,
        `/records/${guid(1)}`,
        '/records/secret.mp3',
        '/records/..%2Fsecret.mp3',
        '/records/20160118/..%2F..%2Fsecret.mp3',
      ),
    ).toEqual(Array.from({ length: 11 }, () => 404));
    // It began before midnight and ended after it.
    expect(
      await statuses(office, `/records/20160118/${guid(2)}.mp3`, `/records/20160119/${guid(2)}.mp3`),
    ).toEqual([200, 200]);
  });

  test('whose they are not gets none, and nobody without a key', async () => {
    const both = { agents: ['anna', 'ben'] as AgentId[] };
    const office = await RecordOffice.open({
      records: [recorded('mp3'), { number: 2, at: '2016-01-18 11:00:00', more: both }],
    });
    const as = async (key: string, number: number): Promise<number> =>
      (await office.get(`/records/${guid(number)}.mp3`, {}, key)).status;
    expect([await as('anna-token', 1), await as('ben-token', 1), await as('ben-token', 2)]).toEqual([
      200, 404, 200,
    ]);
    expect((await fetch(office.url(`/records/${guid(1)}.mp3`))).status).toBe(401);
    expect(office.ledger.recordings.accesses('cbtest-1-r1')).toHaveLength(1);
  });

  test('a recording that is not mixed yet is not there yet', async () => {
    const office = await RecordOffice.open({ records: [recorded(null)] });
    expect(await statuses(office, `/records/${guid(1)}.mp3`, `/records/${guid(1)}.gsm`)).toEqual([404, 404]);
  });
});

describe('as GSM', () => {
  test('as the document says: no mp3, but gsm in the same places; convert, and there is mp3', async () => {
    const sound = soundIn(gsmSink);
    const office = await RecordOffice.open({ records: [recorded('gsm', sound)] });
    const places = ['/records/', '/records/20160118/'].map((folder) => folder + guid(1));
    expect(await statuses(office, ...places.map((place) => `${place}.mp3`))).toEqual([404, 404]);
    for (const place of places) {
      const answer = await office.get(`${place}.gsm`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'audio/x-gsm']);
      expect(Buffer.from(await answer.arrayBuffer()).equals(sound)).toBe(true);
    }
    const convert = () => office.post('Supervisor/convert', { guid: guid(1), pasta: '20160118' });
    expect(await convert()).toEqual({ status: 200, body: '1' });
    for (const place of places) {
      const answer = await office.get(`${place}.mp3`);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'audio/mpeg']);
      // A second of 24 kbit/s.
      expect(Math.abs((await answer.arrayBuffer()).byteLength - 3_000)).toBeLessThan(600);
    }
    // Again is as good as once; and once more when somebody has deleted it.
    expect((await convert()).body).toBe('1');
    rmSync(join(office.folder, '2016/01/18/cbtest-1-r1.mp3'));
    expect(await statuses(office, `${places[0]}.mp3`)).toEqual([404]);
    expect((await convert()).body).toBe('1');
    expect(await statuses(office, `${places[0]}.mp3`, `${places[0]}.gsm`)).toEqual([200, 200]);
  });

  test('what was recorded as WAV, which the document does not know, is MP3 when it is asked for', async () => {
    const office = await RecordOffice.open({
      records: [
        recorded(
          'wav',
          soundIn((file) => new WavSink(file, 1)),
        ),
      ],
    });
    expect(await statuses(office, `/records/${guid(1)}.gsm`, `/records/${guid(1)}.mp3`)).toEqual([404, 200]);
    expect(existsSync(join(office.folder, '2016/01/18/cbtest-1-r1.mp3'))).toBe(true);
  });

  test('wrong questions to convert are told what is wrong', async () => {
    const office = await RecordOffice.open({ records: [recorded('gsm', soundIn(gsmSink))] });
    const convert = async (parameters: Record<string, string>, key?: string) => {
      const { status, body } = await office.post('Supervisor/convert', parameters, key);
      return `${status} ${body}`;
    };
    expect(await convert({})).toBe('400 guid: is missing');
    expect(await convert({ guid: guid(1), pasta: '20160132' })).toBe(
      '400 pasta: is not a day as in 20160118',
    );
    expect(await convert({ guid: guid(1), pasta: '../..' })).toBe('400 pasta: is not a day as in 20160118');
    expect(await convert({ guid: guid(1), pasta: '20160119' })).toBe('404 there is no such recording');
    expect(await convert({ guid: guid(7) })).toBe('404 there is no such recording');
    expect(await convert({ guid: guid(1) }, 'ben-token')).toBe('404 there is no such recording');
    rmSync(join(office.folder, '2016/01/18/cbtest-1-r1.gsm'));
    expect(await convert({ guid: guid(1) })).toBe('400 no file of this recording is there any more');
  });
});

describe('Agents/TagRecord', () => {
  const tagOf = async (office: RecordOffice): Promise<unknown> =>
    (JSON.parse((await office.post('Cdr/getrecords')).body) as { userfield: unknown }[])[0]?.userfield;

  test('answers nothing, and the tag is there: for the next search, and for our own clients', async () => {
    const office = await RecordOffice.open({ records: [recorded('mp3')] });
    const tag = (data: string, key?: string) =>
      office.post('Agents/TagRecord', { phone: '33334444', guid: guid(1), data }, key);
    expect(await tag('Texto para a tag')).toEqual({ status: 200, body: '' });
    expect(await tagOf(office)).toBe('Texto para a tag');
    expect(office.ledger.recordings.get('cbtest-1-r1')).toMatchObject({ tag: 'Texto para a tag' });
    expect((await tag('outra', 'anna-token')).status).toBe(200);
    expect(await tagOf(office)).toBe('outra');
    await tag('');
    expect(await tagOf(office)).toBeNull();
  });

  test('a call that goes on can be tagged by who speaks in it', async () => {
    const office = await RecordOffice.open();
    await office.exchange.command({ name: 'sign-in', agent: 'anna' as AgentId });
    await office.exchange.command({ name: 'ready', agent: 'anna' as AgentId });
    const call: CallId = await office.callIn('1');
    await office.pickUp('anna');
    const tag = async (key: string): Promise<number> =>
      (await office.post('Agents/TagRecord', { phone: '03111', guid: guidOf(call), data: key }, key)).status;
    expect([await tag('ben-token'), await tag('anna-token')]).toEqual([400, 200]);
    expect(office.ledger.callTags.get(call)).toMatchObject({ tag: 'anna-token' });
  });

  test.each([
    [{ data: 'x' }, 'guid: is missing'],
    [{ guid: '020f9687-adc6-46ca-b675-e96c9d1606ef', data: 'x' }, 'guid: is no call of this office'],
    [{ guid: guid(5_000), data: 'x' }, 'guid: there is no such call'],
    [{ guid: guidOf(callId('abcd', 1)), data: 'x' }, 'guid: there is no such call'],
    [{ guid: guid(1), data: 'x'.repeat(1_001) }, 'data: has more than 1000 characters'],
  ])('%j is refused: %s', async (parameters, sentence) => {
    const office = await RecordOffice.open();
    const answer = await office.post('Agents/TagRecord', parameters);
    expect([answer.status, answer.body]).toEqual([400, expect.stringContaining(sentence)]);
  });
});
