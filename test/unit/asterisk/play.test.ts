import { expect, test } from 'vitest';
import type { AriPort } from '../../../src/asterisk/ari/port.ts';
import { carryOut } from '../../../src/asterisk/carry-out.ts';
import type { LegId, PlaybackId } from '../../../src/board/ids.ts';

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
