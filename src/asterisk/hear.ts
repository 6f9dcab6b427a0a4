import { idPrefix, type LegId, type PlaybackId, type TapId } from '../board/ids.ts';
import type { LineEvent } from '../board/input.ts';
import type {
  AriEvent,
  AriEventType,
  Channel,
  ChannelTransfer,
  LiveRecording,
  StasisStart,
} from './ari/events.generated.ts';

/** All that we let Asterisk send: of a call's some fifty events these few tell what the board wants to know. */
export const heardEvents: readonly AriEventType[] = [
  'StasisStart',
  'StasisEnd',
  'ChannelStateChange',
  'Dial',
  'ChannelHangupRequest',
  'ChannelDestroyed',
  'ChannelHold',
  'ChannelUnhold',
  'ChannelDtmfReceived',
  'ChannelTransfer',
  'ChannelTalkingStarted',
  'ChannelTalkingFinished',
  'ChannelToneDetected',
  'PlaybackFinished',
  'RecordingFinished',
  'RecordingFailed',
];

/** First Stasis argument of the legs that we make ourselves. */
export const legArgument = 'leg';
/** Of the channels by which we listen to others. */
export const tapArgument = 'tap';

/** Q.850. */
const normalClearing = 16;
/** What a soft hang-up request has when Asterisk is stopped in good order (seen on 22.10). */
const shutdownCause = 4;

/** What an event of Asterisk means to the board, or null when it means nothing. */
export function hear(event: AriEvent, instance: string): LineEvent | null {
  switch (event.type) {
    case 'StasisStart':
      return started(event, instance);
    case 'ChannelStateChange':
      return event.channel.state === 'Ringing' && isOurs(event.channel.id, instance)
        ? { name: 'alerting', channel: legOf(event.channel) }
        : null;
    case 'Dial':
      // A far end that sends sound before it answers (183) does not say that it rings.
      return event.dialstatus === 'PROGRESS' && isOurs(event.peer.id, instance)
        ? { name: 'alerting', channel: event.peer.id as LegId }
        : null;
    case 'ChannelHangupRequest':
      // A soft one is our own hang-up or Asterisk's time-out: the end itself follows, with the true cause. With this
      // one cause it is Asterisk's shutdown, which the end does not tell. A plain BYE has none and means normal
      // clearing.
      if (event.soft !== true) return gone(event.channel, event.cause ?? normalClearing, event.tech_cause);
      return event.cause === shutdownCause ? { name: 'cut-off', channel: legOf(event.channel) } : null;
    case 'ChannelDestroyed':
      return gone(event.channel, event.cause, event.tech_cause);
    case 'StasisEnd':
      return ended(event.channel, instance);
    case 'ChannelHold':
      return { name: 'held', channel: legOf(event.channel) };
    case 'ChannelUnhold':
      return { name: 'retrieved', channel: legOf(event.channel) };
    case 'ChannelDtmfReceived':
      return { name: 'digit', channel: legOf(event.channel), digit: event.digit };
    case 'ChannelTransfer':
      return transfer(event);
    case 'ChannelTalkingStarted':
      return { name: 'talks', channel: legOf(event.channel) };
    case 'ChannelTalkingFinished':
      return { name: 'silent', channel: legOf(event.channel), talkedMs: event.duration };
    case 'ChannelToneDetected':
      return { name: 'tone', channel: legOf(event.channel) };
    case 'PlaybackFinished': {
      const { id, state } = event.playback;
      return { name: 'played', playback: id as PlaybackId, whole: state === 'done' };
    }
    case 'RecordingFinished':
      return { name: 'recorded', file: event.recording.name, durationMs: durationOf(event.recording) };
    case 'RecordingFailed':
      return { name: 'recorded', file: event.recording.name, durationMs: null };
    default:
      return null;
  }
}

export function isOurs(channel: string, instance: string): boolean {
  return channel.startsWith(idPrefix(instance));
}

/** Who a channel's caller is, what it dialled, and at which account it is. */
export function callerOf(
  channel: Channel,
  args: readonly string[],
): Omit<Extract<LineEvent, { name: 'entered' }>, 'name'> {
  const { name, number } = channel.caller;
  return {
    channel: legOf(channel),
    args,
    caller: { name, number },
    dialled: channel.dialplan.exten,
    endpoint: endpointOf(channel.name),
  };
}

/** Of another Cordboard on this Asterisk: by a channel's arguments it was made, but it does not bear our mark. */
export function isForeign(channel: string, args: readonly string[], instance: string): boolean {
  return (args[0] === legArgument || args[0] === tapArgument) && !isOurs(channel, instance);
}

/** `PJSIP/1001-0000002a` is a channel of `PJSIP/1001`; the ends of a Local channel have `;1` and `;2` besides. */
function endpointOf(channelName: string): string {
  return channelName.replace(/-[0-9a-f]{8,}(;[12])?$/, '');
}

function started({ channel, args }: StasisStart, instance: string): LineEvent | null {
  if (isForeign(channel.id, args, instance)) return null;
  if (args[0] === tapArgument) return { name: 'tapped', tap: channel.id as TapId };
  if (args[0] === legArgument) return { name: 'answered', channel: legOf(channel) };
  // From the dialplan; a leg of ours too, when it was handed over.
  return { name: 'entered', ...callerOf(channel, args) };
}

/** Of a leg of ours its destruction is told next, and that alone has the cause; a tap's destruction never is. */
function ended(channel: Channel, instance: string): LineEvent | null {
  if (!isOurs(channel.id, instance)) return { name: 'left', channel: legOf(channel) };
  return channel.name.startsWith('Snoop/') ? gone(channel, undefined, undefined) : null;
}

/** Our own answers to a transfer come back as events with a `state`. */
function transfer({ state, refer_to: to, referred_by: by }: ChannelTransfer): LineEvent | null {
  if (state !== undefined) return null;
  const channel = legOf(by.source_channel);
  const other = to.destination_channel;
  if (other !== undefined) {
    return { name: 'transfer', channel, to: { kind: 'channel', channel: legOf(other) } };
  }
  // A call that Asterisk does not know may have any user in its URI: that is no number.
  const { protocol_id: otherCall, destination = '' } = to.requested_destination;
  const number = otherCall === undefined ? destination : '';
  return { name: 'transfer', channel, to: { kind: 'number', number } };
}

/**
 * Asterisk counts whole seconds, the silence that ended a message among them, although it cuts that off the file; what
 * it calls talk contains that silence too, so it tells nothing. Less than a second is nothing.
 */
function durationOf({ duration = 0 }: LiveRecording): number | null {
  return duration === 0 ? null : duration * 1000;
}

function legOf({ id }: Channel): LegId {
  return id as LegId;
}

function gone(channel: Channel, cause: number | undefined, sip: number | undefined): LineEvent {
  return { name: 'gone', channel: legOf(channel), cause: { q850: cause ?? 0, sip: sip ?? null } };
}
