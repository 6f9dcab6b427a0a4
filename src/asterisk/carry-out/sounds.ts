import { AriError } from '../ari/errors.ts';
import type { AriPort } from '../ari/port.ts';
import type { The } from './the.ts';

/** Of another scheme ARI would never say that it has ended, and what it speaks by itself (`number:`) cannot be stopped. */
const playable = /^(?:(?:sound|recording|tone):[^,]+|digits:[0-9*#]+|prompt:[\w-]+\/[\w-]+)$/;

const nameOfDigit: Readonly<Record<string, string>> = { '*': 'star', '#': 'pound' };

export async function music(port: AriPort, { channel, music: mohClass }: The<'music'>): Promise<void> {
  if (mohClass === null) await port.request('channels.stopMoh', { channelId: channel });
  else await port.request('channels.startMoh', { channelId: channel, mohClass });
}

export async function mute(port: AriPort, { channel, on }: The<'mute'>): Promise<void> {
  const what = { channelId: channel, direction: 'in' } as const;
  await (on ? port.request('channels.mute', what) : port.request('channels.unmute', what));
}

export async function sendDigits(port: AriPort, { channel, digits }: The<'send-digits'>): Promise<void> {
  await port.request('channels.sendDTMF', { channelId: channel, dtmf: digits });
}

/** `prompt:de/closed` is a sound in the folder `prompts`. */
export async function play(
  port: AriPort,
  prompts: string,
  { playback, channel, media }: The<'play'>,
): Promise<void> {
  const wrong = media.find((item) => !playable.test(item));
  if (wrong !== undefined || media.length === 0) {
    throw new AriError('bad-request', `channels.play: nothing to play in "${wrong ?? ''}"`);
  }
  await port.request('channels.playWithId', {
    channelId: channel,
    playbackId: playback,
    media: media.flatMap((item) => stoppable(item.replace(/^prompt:/, () => `sound:${prompts}/`))),
  });
}

/** ARI's own `digits:` cannot be stopped; the sounds that it is made of can. */
function stoppable(item: string): string[] {
  if (!item.startsWith('digits:')) return [item];
  const digits = item.slice('digits:'.length).split('');
  return digits.map((digit) => `sound:digits/${nameOfDigit[digit] ?? digit}`);
}

export async function stopPlaying(port: AriPort, { playback }: The<'stop-playing'>): Promise<void> {
  await port.request('playbacks.stop', { playbackId: playback });
}
