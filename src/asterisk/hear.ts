import { idPrefix, type LegId } from '../board/ids.ts';
import type { LineEvent, SurveyedChannel } from '../board/input.ts';
import type { AriEvent, AriEventType, Channel } from './ari/events.generated.ts';

/** All that we let Asterisk send: of a call's some fifty events these few tell what the board wants to know. */
export const heardEvents: readonly AriEventType[] = [
  'StasisStart',
  'StasisEnd',
  'ChannelStateChange',
  'ChannelHangupRequest',
  'ChannelDestroyed',
];

/** First Stasis argument of the legs that we make ourselves. */
export const legArgument = 'leg';

/** Q.850. */
const normalClearing = 16;
/** What a soft hang-up request has when Asterisk is stopped in good order (seen on 22.10). */
const shutdownCause = 4;

/** What an event of Asterisk means to the board, or null when it means nothing. */
export function hear(event: AriEvent, instance: string): LineEvent | null {
  switch (event.type) {
    case 'StasisStart': {
      const { channel, args } = event;
      if (isOurs(channel.id, instance)) return { name: 'answered', channel: channel.id as LegId };
      // A leg of another Cordboard on this Asterisk.
      if (args[0] === legArgument) return null;
      return { name: 'entered', ...callerOf(channel, args) };
    }
    case 'ChannelStateChange':
      return event.channel.state === 'Ringing' && isOurs(event.channel.id, instance)
        ? { name: 'alerting', channel: event.channel.id as LegId }
        : null;
    case 'ChannelHangupRequest':
      // A soft one is our own hang-up or Asterisk's time-out: the end itself follows, with the true cause. With this
      // one cause it is Asterisk's shutdown, which the end does not tell. A plain BYE has none and means normal
      // clearing.
      if (event.soft !== true) return gone(event.channel, event.cause ?? normalClearing, event.tech_cause);
      return event.cause === shutdownCause ? { name: 'cut-off', channel: event.channel.id as LegId } : null;
    case 'ChannelDestroyed':
      return gone(event.channel, event.cause, event.tech_cause);
    case 'StasisEnd':
      // Of a leg of ours its destruction is told next, and that alone has the cause.
      return isOurs(event.channel.id, instance) ? null : gone(event.channel, undefined, undefined);
    default:
      return null;
  }
}

/** A channel of a survey; null when it is none of our application's. */
export function surveyed(channel: Channel, app: string, instance: string): SurveyedChannel | null {
  const { app_name: running, app_data: data } = channel.dialplan;
  const [stasis, ...args] = running === 'Stasis' ? data.split(',') : [];
  if (stasis !== app && !isOurs(channel.id, instance)) return null;
  if (args[0] === legArgument && !isOurs(channel.id, instance)) return null;
  const { channel: id, ...caller } = callerOf(channel, args);
  return { id, state: surveyedState(channel.state), ...caller };
}

function isOurs(channel: string, instance: string): boolean {
  return channel.startsWith(idPrefix(instance));
}

function callerOf(
  channel: Channel,
  args: readonly string[],
): Omit<Extract<LineEvent, { name: 'entered' }>, 'name'> {
  const { name, number } = channel.caller;
  return { channel: channel.id as LegId, args, caller: { name, number }, dialled: channel.dialplan.exten };
}

function surveyedState(state: Channel['state']): SurveyedChannel['state'] {
  if (state === 'Up') return 'up';
  return state === 'Ringing' ? 'ringing' : 'down';
}

function gone(channel: Channel, cause: number | undefined, sip: number | undefined): LineEvent {
  return { name: 'gone', channel: channel.id as LegId, cause: { q850: cause ?? 0, sip: sip ?? null } };
}
