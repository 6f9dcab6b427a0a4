import { expect, test } from 'vitest';
import type { AriPort } from '../../../src/asterisk/ari/port.ts';
import { carryOut } from '../../../src/asterisk/carry-out.ts';
import type { LegId, PlaybackId } from '../../../src/board/ids.ts';
import { missedAlways } from '../board/settings.ts';
import { anna, ben, office, Stage } from '../board/stage.ts';

async function played(media: readonly string[], prompts: string): Promise<unknown> {
  const asked: unknown[] = [];
  const port = { request: async (...request: unknown[]) => void asked.push(request) } as unknown as AriPort;
  const ids = { playback: 'cbab-1-p1' as PlaybackId, channel: 'c1' as LegId };
  await carryOut(port, { app: 'cordboard', prompts }, { name: 'play', ...ids, media });
  return asked;
}

const request = (...media: string[]) => [
  ['channels.playWithId', { channelId: 'c1', playbackId: 'cbab-1-p1', media }],
];

test('prompts are sounds in their folder, in the order in which they stand', async () => {
  const media = ['prompt:de/position-3', 'sound:beep', 'digits:1*', 'prompt:fr/wait-under-5'];
  expect(await played(media, '/srv/$& prompts')).toEqual(
    request(
      'sound:/srv/$& prompts/de/position-3',
      'sound:beep',
      'sound:digits/1',
      'sound:digits/star',
      'sound:/srv/$& prompts/fr/wait-under-5',
    ),
  );
  expect(await played(['prompt:en/closed'], 'cordboard-prompts')).toEqual(
    request('sound:cordboard-prompts/en/closed'),
  );
});

test.each(['prompt:closed', 'prompt:de/', 'prompt:../closed', 'prompt:de/a/b', 'prompt:de/a,b'])(
  'there is no prompt in %s',
  async (media) => {
    await expect(played([media], 'prompts')).rejects.toMatchObject({ code: 'bad-request' });
  },
);

test('who has picked up too late hears a tone that Asterisk has', async () => {
  const ring = { kind: 'all', most: null } as const;
  const strategy = { by: ['linear'], ring, window: 'day' } as const;
  const stage = new Stage(office({ strategy, missed: missedAlways('nothing') }));
  stage.ready(anna, ben);
  const phase = stage.call(stage.enters('c1'))?.phase;
  const offers = phase?.name === 'waiting' ? phase.offers : [];
  for (const { leg } of offers) stage.answers(leg);
  const { media, channel } = stage.wanted('play');
  expect(channel).toBe(offers[1]?.leg);
  expect(await played(media, 'prompts')).toEqual(request(...media));
});
