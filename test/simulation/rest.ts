import { heardBy } from '../../src/board/call/heard.ts';
import { tapsOf } from '../../src/board/call/taps.ts';
import type { LegId } from '../../src/board/ids.ts';
import { legsOfChannel, type BoardState } from '../../src/board/state.ts';
import type { Channel, SimAsterisk } from './sim-asterisk.ts';
import type { SimLine } from './sim-line.ts';
import { must } from './violation.ts';

/** When nothing is on its way any more, everybody hears what the board says, and nobody is forgotten. */
export function checkRest(state: BoardState, asterisk: SimAsterisk, line: SimLine): void {
  checkTaps(state, asterisk, line);
  for (const channel of asterisk.channels.values()) {
    if (channel.dying || line.spoilt.has(channel.id)) continue;
    if (channel.origin === 'came' && !channel.told) continue;
    if (channel.origin === 'tap') continue;
    const heard = heardBy(state, channel.id);
    must(
      state.callsOfLeg.has(channel.id),
      'nobody is forgotten',
      () => `${channel.id} is in Asterisk, but in no call`,
    );
    if (!heard.isOurs || channel.away || !channel.inStasis) continue;
    const { bridge, ringback, muted } = heard;
    // To a hold key Asterisk itself plays music, which the board leaves alone.
    const isHeld = legsOfChannel(state, channel.id).some(({ call }) =>
      call.legs.some((leg) => leg.heldByPhone),
    );
    const music = heard.music === null && isHeld ? channel.music : heard.music;
    if (music !== heard.music) line.spoilt.add(channel.id);
    const isAgain =
      channel.playing !== null &&
      (asterisk.replayed.has(channel.playing) || line.unknown.has(channel.playing));
    const playing = isAgain ? channel.playing : (heard.playing?.playback ?? null);
    // What is to end is asked to, and tells so.
    const goesOn = channel.recording !== null && line.unknown.has(channel.recording);
    const recording = heard.speaksInto === null && !goesOn ? null : channel.recording;
    const expected = { bridge, music, ringback, muted, playing, recording };
    const found = foundIn(channel);
    must(
      JSON.stringify(expected) === JSON.stringify(found) ||
        wasScattered(channel, heard.bridge, expected, found),
      'everybody hears what he should',
      () => `${channel.id} has ${JSON.stringify(found)}, not ${JSON.stringify(expected)}`,
    );
  }
}

/** Whoever is listened to is, for as long as somebody wants that. */
function checkTaps(state: BoardState, asterisk: SimAsterisk, line: SimLine): void {
  const wanted = new Set<string>();
  for (const call of state.calls.values()) {
    for (const [tap, { channel: tapped, file, hushed, bridge }] of tapsOf(call)) {
      wanted.add(tap);
      const id = tap as string as LegId;
      const channel = asterisk.channels.get(id);
      if (line.spoilt.has(id) || line.spoilt.has(tapped) || asterisk.channels.get(tapped)?.dying !== false)
        continue;
      if (bridge !== null && line.spoilt.has(bridge)) continue;
      const expected = JSON.stringify({ recording: file, hushed: file !== null && hushed, bridge });
      const found = JSON.stringify({
        recording: channel?.recording ?? null,
        hushed: channel?.recording == null ? false : channel.hushed,
        bridge: channel?.bridge ?? null,
      });
      must(channel !== undefined, 'taps are there', () => `${tap} is not`);
      must(expected === found, 'taps are as they should be', () => `${tap} has ${found}, not ${expected}`);
    }
  }
  for (const { id, origin, dying, endpoint } of asterisk.channels.values()) {
    const tapped = asterisk.channels.get(endpoint as LegId);
    if (origin !== 'tap' || dying || tapped?.dying === true) continue;
    if (line.spoilt.has(id) || line.spoilt.has(endpoint as LegId)) continue;
    must(wanted.has(id), 'nobody is listened to for nothing', () => `${id} is left`);
  }
}

function foundIn({ bridge, music, ringback, muted, playing, recording }: Channel): object {
  return { bridge, music, ringback, muted, playing, recording };
}

/** Taken out of its bridge by somebody else: nobody tells us. */
function wasScattered(channel: Channel, bridge: unknown, expected: object, found: object): boolean {
  return (
    channel.scattered && JSON.stringify({ ...expected, bridge }) === JSON.stringify({ ...found, bridge })
  );
}
