import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { meaningOf } from '../../src/gateways/ucontact/guid.ts';
import { officeYaml, TestOffice } from './harness/office.ts';

const zone = 'America/Montevideo';

interface Found {
  readonly calldate: string;
  readonly guid: string;
  readonly campaign: string;
  readonly src: string;
  readonly dst: string;
  readonly dstchannel: string;
  readonly duration: number;
  readonly peeraccount: string;
  readonly disposition: string;
  readonly userfield: string | null;
}

type Status = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

let office: TestOffice;

beforeAll(async () => {
  const plain = JSON.parse(officeYaml({ wrapUp: '30s' })) as { queues: object[] };
  const yaml = JSON.stringify({
    ...plain,
    timeZone: zone,
    queues: plain.queues.map((queue) => ({ ...queue, name: 'Power', record: 'always' })),
    recording: { direct: 'never', format: 'mp3' },
  });
  office = await TestOffice.start({
    yaml,
    env: { CORDBOARD_UCONTACT_PORT: '0', CORDBOARD_UCONTACT_TRUSTED: '127.0.0.1/32' },
  });
});
afterEach(() => office.goHome());
afterAll(async () => {
  await office?.stop();
});

const address = (): string => `http://127.0.0.1:${office.app.uContact?.port}`;

async function post(path: string, parameters: Readonly<Record<string, string>> = {}): Promise<string> {
  const answer = await fetch(`${address()}/Integra/resources/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' },
    body: new URLSearchParams(parameters).toString(),
  });
  const body = await answer.text();
  expect(answer.status, body).toBe(200);
  return body;
}

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${address()}/records/${path}`, { headers });

async function statusOfFile(path: string): Promise<number> {
  const answer = await get(path);
  await answer.arrayBuffer();
  return answer.status;
}

async function records(filter: object = {}): Promise<Found[]> {
  const asked = { lastrow: '0', searchLimit: '50', filter: JSON.stringify({ type: 'record', ...filter }) };
  return JSON.parse(await post('Cdr/getrecords', asked)) as Found[];
}

async function codeOf(location: string): Promise<unknown> {
  const answer = JSON.parse(await post('Supervisor/campaignstatus', { queue: 'Power<-' })) as Status;
  return answer[location]?.['status'];
}

/** The gateway says so as soon as the board does. */
const code = (location: string, wanted: number): Promise<void> =>
  vi.waitFor(async () => expect(await codeOf(location)).toBe(wanted), { timeout: 5_000, interval: 20 });

/** A customer from outside talks with anna for a while, and hangs up. */
async function talk(): Promise<Found> {
  const [phone, world, anna] = await Promise.all([office.phone('1001'), office.trunk(), office.desk('anna')]);
  await anna.command('ready');
  const customer = world.call('700');
  customer.sendTone(500);
  const ringing = await phone.nextCall();
  ringing.sendTone(700);
  await ringing.answer();
  await Promise.all([ringing.hearsTone(500), customer.hearsTone(700)]);
  const { call } = await anna.event('recording.started');
  await customer.hangup();
  await ringing.ended();
  return vi.waitFor(
    async () => {
      const found = (await records()).find(({ guid }) => meaningOf(guid)?.call === call);
      if (found === undefined) throw new Error('not found yet');
      return found;
    },
    { timeout: 10_000, interval: 50 },
  );
}

test('a call that was recorded is found, heard by both addresses, tagged and found by its tag', async () => {
  const record = await talk();
  expect(record).toMatchObject({
    campaign: 'Power<-',
    dst: '700',
    dstchannel: 'SIP/1001',
    peeraccount: 'anna',
    disposition: 'ANSWERED',
    userfield: null,
  });
  const day = record.calldate.slice(0, 10).replaceAll('-', '');
  const places = [`${record.guid}.mp3`, `${day}/${record.guid}.mp3`];
  // It is mixed some seconds after the call.
  await vi.waitFor(async () => expect(await statusOfFile(places[0] ?? '')).toBe(200), {
    timeout: 15_000,
    interval: 100,
  });
  const sounds = await Promise.all(
    places.map(async (place) => Buffer.from(await (await get(place)).arrayBuffer())),
  );
  expect(sounds[0]?.[0]).toBe(0xff);
  expect(sounds[1]?.equals(sounds[0] ?? Buffer.of())).toBe(true);
  const part = await get(places[1] ?? '', { range: 'bytes=100-199' });
  expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 100]);

  const words = `Reclamação ${record.guid.slice(-4)}`;
  expect(await post('Agents/TagRecord', { phone: record.dst, guid: record.guid, data: words })).toBe('');
  expect((await records({ data: words })).map(({ guid }) => guid)).toEqual([record.guid]);
  expect(await records({ data: 'outra' })).toEqual([]);
  expect((await records({ agent: 'anna', campaign: 'Power<-', destination: '700' }))[0]?.userfield).toBe(
    words,
  );
  // Our own clients see it as well.
  const boss = await office.desk('boss');
  expect(await boss.command('recordings', { tag: words })).toMatchObject({ recordings: [{ tag: words }] });
});

test('an office that keeps GSM has gsm in the same places, and mp3 when it was converted', async () => {
  await office.app.control.office.change(
    (document) => ({ ...document, recording: { ...document.recording, format: 'gsm' } }),
    'test',
  );
  const { guid, calldate } = await talk();
  const day = calldate.slice(0, 10).replaceAll('-', '');
  await vi.waitFor(async () => expect(await statusOfFile(`${guid}.gsm`)).toBe(200), {
    timeout: 15_000,
    interval: 100,
  });
  expect(await Promise.all([statusOfFile(`${guid}.mp3`), statusOfFile(`${day}/${guid}.gsm`)])).toEqual([
    404, 200,
  ]);
  expect(await post('Supervisor/convert', { guid, pasta: day })).toBe('1');
  expect(await Promise.all([statusOfFile(`${guid}.mp3`), statusOfFile(`${day}/${guid}.mp3`)])).toEqual([
    200, 200,
  ]);
  // Somebody makes room.
  const recording = meaningOf(guid)?.recording ?? '';
  const { recordings } = (await (await office.desk('boss')).command('recordings')) as {
    recordings: { recording: string; file: string }[];
  };
  const file = recordings.find((one) => one.recording === recording)?.file.replace('.gsm', '.mp3') ?? '';
  await rm(join(office.dataDir, 'recordings', file));
  expect(await statusOfFile(`${guid}.mp3`)).toBe(404);
  expect(await post('Supervisor/convert', { guid, pasta: day })).toBe('1');
  expect(await statusOfFile(`${guid}.mp3`)).toBe(200);
});

test('queuesummary and campaignstatus tell each state of a call and of its agent', async () => {
  const [phone, world, anna] = await Promise.all([office.phone('1001'), office.trunk(), office.desk('anna')]);
  const summary = async () =>
    (JSON.parse(await post('Supervisor/queuesummary')) as Readonly<Record<string, unknown>>[])[0];
  await code('SIP/1002', 5);
  await anna.command('ready');
  await code('SIP/1001', 1);
  expect(await summary()).toMatchObject({ queue: 'Power<-', loggedIn: 1, available: 1, callers: 0 });
  await anna.command('do-not-disturb', { on: true });
  await code('SIP/1001', 3);
  await anna.command('do-not-disturb', { on: false });

  const first = world.call('700');
  first.sendTone(500);
  const ringing = await phone.nextCall();
  await code('SIP/1001', 6);
  expect(await summary()).toMatchObject({ available: 0, callers: 1 });
  const second = world.call('700');
  await second.hearsMusic();
  ringing.sendTone(700);
  await ringing.answer();
  await ringing.hearsTone(500);
  await code('SIP/1001', 2);
  expect(await summary()).toMatchObject({ available: 0, callers: 1 });
  await ringing.hold();
  await code('SIP/1001', 8);
  await ringing.resume();
  await code('SIP/1001', 2);

  const before = JSON.parse(await post('Supervisor/campaignstatus', { queue: '' })) as Status;
  await second.hangup();
  await first.hangup();
  await code('SIP/1001', 9);
  const after = JSON.parse(await post('Supervisor/campaignstatus')) as Status;
  const count = (status: Status, field: string): number => Number(status['Power<-']?.[field]);
  expect(after['Power<-']).toMatchObject({ onwrapup: 1, busy: 0, totalagents: 3 });
  expect(count(after, 'abandoned') - count(before, 'abandoned')).toBe(1);
  expect(count(after, 'completed')).toBeGreaterThan(0);
  await anna.command('end-wrap-up');
  await anna.command('not-ready', { reason: 'lunch' });
  const [agent] = Object.entries(
    JSON.parse(await post('Supervisor/campaignstatus', { queue: 'Power<-' })) as Status,
  ).flatMap(([key, value]) => (key === 'SIP/1001' ? [value] : []));
  expect(agent).toMatchObject({ status: 1, paused: true, pausedreason: 'lunch', queue: 'Power<-' });
});
