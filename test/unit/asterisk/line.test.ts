import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { AsteriskLine } from '../../../src/asterisk/line.ts';
import type { AsteriskLineOptions } from '../../../src/asterisk/line.ts';
import type { Effect } from '../../../src/board/effect.ts';
import type { BridgeId, LegId, PlaybackId } from '../../../src/board/ids.ts';
import { startFakeAsterisk } from './fake-asterisk.ts';
import type { FakeAsterisk } from './fake-asterisk.ts';
import { event, portOptions } from './port-options.ts';

let fake: FakeAsterisk;
let line: AsteriskLine;
const told: Parameters<AsteriskLineOptions['tell']>[0][] = [];

beforeEach(async () => {
  told.length = 0;
  fake = await startFakeAsterisk();
  fake.answer = ({ method, uri }) => {
    if (uri === 'channels' || uri === 'bridges') return { status: 200, body: [] };
    if (uri === 'applications/test' && method === 'GET') return { status: 200, body: { channel_ids: [] } };
    if (uri === 'asterisk/ping') return { status: 200, body: {} };
    return uri.includes('refused') ? { status: 409, body: { message: 'no' } } : { status: 204 };
  };
  const up = Promise.withResolvers<void>();
  line = new AsteriskLine({
    ...portOptions(fake.url),
    prompts: 'prompts',
    transport: 'websocket',
    instance: 'ab',
    random: () => 1,
    tell: (input) => void told.push(input),
    prepare: async () => {},
    onUp: up.resolve,
    onDown: () => {},
  });
  line.start();
  await up.promise;
  fake.requests.length = 0;
});
afterEach(async () => {
  await line.stop();
  await fake.close();
});

const leg = (id: string) => id as LegId;
const bridge = 'cbab-1-b1' as BridgeId;
const ring = (id: string, autoAnswer: boolean): Effect => ({
  name: 'ring',
  leg: leg(id),
  endpoint: 'PJSIP/1001',
  display: { name: '', number: '' },
  autoAnswer,
  timeoutMs: 1_000,
});

async function sent(...effects: Effect[]): Promise<string[]> {
  line.carryOut(effects);
  // Answered last: all of them have arrived by then.
  await line.port?.request('asterisk.ping', {});
  const asked = fake.requests.filter(({ uri }) => uri !== 'asterisk/ping' && uri !== 'endpoints/PJSIP');
  return asked.map(({ method, uri }) => `${method} ${uri.split('?', 1)[0]}`);
}

test('phones ring first, the sweeping up is last, and all else stays in its order', async () => {
  const order = await sent(
    { name: 'drop-bridge', bridge },
    { name: 'message-lamp', mailbox: '1001', unheard: 1, heard: 0 },
    { name: 'hang-up', channel: leg('a'), reason: 'normal' },
    ring('b', true),
    { name: 'music', channel: leg('c'), music: null },
    { name: 'connect', bridge, channels: [leg('c')], make: false },
    ring('d', false),
  );
  expect(order).toEqual([
    'POST channels/d',
    'DELETE channels/a',
    'POST channels/b',
    'DELETE channels/c/moh',
    `POST bridges/${bridge}/addChannel`,
    `DELETE bridges/${bridge}`,
    'POST channels',
  ]);
});

test('a bridge that is to be made is made before it is filled, whether it is there or not', async () => {
  const made = 'refused' as BridgeId;
  const order = await sent(
    { name: 'connect', bridge, channels: [leg('a'), leg('b')], make: true },
    { name: 'connect', bridge: made, channels: [leg('a')], make: true },
  );
  expect(order.slice(0, 2)).toEqual([`POST bridges/${bridge}`, `POST bridges/${bridge}/addChannel`]);
  await vi.waitFor(() => expect(told).toHaveLength(3));
  expect(told.slice(1)).toMatchObject([
    { kind: 'line', event: { name: 'bridged', bridge } },
    { kind: 'refused', effect: { bridge: made }, code: 'conflict' },
  ]);
});

const play = (id: string, ...media: string[]): Effect => ({
  name: 'play',
  playback: id as PlaybackId,
  channel: leg('a'),
  media,
});
const show: Effect = { name: 'show', channel: leg('a'), party: { name: 'x', number: '1' } };

test('what Asterisk would do only after a sound ends the sound, the last first; what it would not does not', async () => {
  const mute: Effect = { name: 'mute', channel: leg('a'), on: true };
  const elsewhere: Effect = { ...show, channel: leg('b') };
  const order = await sent(play('p1', 'sound:x'), play('p2', 'tone:x', 'tone:y'), mute, elsewhere, show);
  expect(order).toEqual([
    'POST channels/a/play/p1',
    'POST channels/a/play/p2',
    'POST channels/a/mute',
    'POST channels/b/variable',
    'POST channels/b/variable',
    'DELETE playbacks/p2',
    'DELETE playbacks/p2',
    'DELETE playbacks/p1',
    'POST channels/a/variable',
    'POST channels/a/variable',
  ]);
  // As soon as they have ended nothing is in the way.
  for (const id of ['p1', 'p2']) {
    fake.send(event('PlaybackFinished', { playback: { id, state: 'done' } }));
  }
  await vi.waitFor(() => expect(told).toHaveLength(3));
  fake.requests.length = 0;
  expect(await sent(show)).toEqual(['POST channels/a/variable', 'POST channels/a/variable']);
});

test('what Asterisk would do only after a message is refused', async () => {
  const message: Effect = {
    name: 'take-message',
    channel: leg('a'),
    file: 'm/1',
    format: 'wav',
    longestMs: 1_500,
    silenceMs: 1_000,
  };
  await sent(message);
  line.carryOut([show]);
  await vi.waitFor(() => expect(told).toHaveLength(2));
  expect(told[1]).toEqual({ kind: 'refused', effect: show, code: 'conflict' });
  fake.send(event('RecordingFinished', { recording: { name: 'm/1', duration: 1 } }));
  await vi.waitFor(() => expect(told).toHaveLength(3));
  fake.requests.length = 0;
  expect(await sent(show)).toHaveLength(2);
});
