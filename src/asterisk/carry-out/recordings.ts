import type { AriPort } from '../ari/port.ts';
import { tapArgument } from '../hear.ts';
import type { The } from './the.ts';

export async function tap(port: AriPort, app: string, effect: The<'tap'>): Promise<void> {
  await port.request('channels.snoopChannelWithId', {
    channelId: effect.channel,
    snoopId: effect.tap,
    spy: effect.spy,
    whisper: effect.whisper,
    app,
    appArgs: tapArgument,
  });
}

export async function record(port: AriPort, { tap: channelId, file, format }: The<'record'>): Promise<void> {
  // A recording that is there is never written over.
  await port.request('channels.record', { channelId, name: file, format, ifExists: 'fail', beep: false });
}

export async function hushRecording(port: AriPort, { file, on }: The<'hush-recording'>): Promise<void> {
  await port.request(on ? 'recordings.mute' : 'recordings.unmute', { recordingName: file });
}

export async function endRecording(port: AriPort, { file }: The<'end-recording'>): Promise<void> {
  await port.request('recordings.stop', { recordingName: file });
}

/**
 * The beep must be the recording's own: one that waits behind a sound still begins when the caller has hung up
 * meanwhile, and holds the dead channel for as long as a message may be. While it beeps it takes a request to end for
 * done, and goes on.
 */
export async function takeMessage(port: AriPort, effect: The<'take-message'>): Promise<void> {
  await port.request('channels.record', {
    channelId: effect.channel,
    name: effect.file,
    format: effect.format,
    maxDurationSeconds: Math.ceil(effect.longestMs / 1000),
    maxSilenceSeconds: Math.ceil(effect.silenceMs / 1000),
    ifExists: 'fail',
    beep: true,
    terminateOn: '#',
  });
}
