import { expect, test } from 'vitest';
import type { AriPort } from '../../../src/asterisk/ari/port.ts';
import { BusyChannels } from '../../../src/asterisk/busy-channels.ts';
import { carryOut } from '../../../src/asterisk/carry-out.ts';
import type { BridgeId, LegId, PlaybackId } from '../../../src/board/ids.ts';

const channel = 'c1' as LegId;
const playback = 'cbab-1-p0' as PlaybackId;
const beep = { name: 'beep', channel, playback } as const;
const part = { name: 'part', bridge: 'cbab-1-b1' as BridgeId, channel } as const;

test('a beep is a sound on one channel', async () => {
  const asked: unknown[] = [];
  const port = { request: async (...request: unknown[]) => void asked.push(request) } as unknown as AriPort;
  await carryOut(port, { app: 'cordboard', prompts: 'prompts' }, beep);
  expect(asked).toEqual([
    ['channels.playWithId', { channelId: 'c1', playbackId: playback, media: ['sound:beep'] }],
  ]);
});

test('it is stopped before a request that Asterisk would keep until it has ended', () => {
  const busy = new BusyChannels();
  busy.began(beep);
  expect(busy.inTheWayOf(part)).toEqual([playback]);
  busy.heard({ name: 'played', playback, whole: true });
  expect(busy.inTheWayOf(part)).toEqual([]);
  busy.began(beep);
  busy.refused(beep);
  expect(busy.inTheWayOf(part)).toEqual([]);
});
