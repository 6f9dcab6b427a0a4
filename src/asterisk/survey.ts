import type { BridgeId, LegId } from '../board/ids.ts';
import { handedOver, type Survey, type SurveyedChannel } from '../board/input.ts';
import type { Channel } from './ari/events.generated.ts';
import type { AriPort } from './ari/port.ts';
import { callerOf, isForeign, isOurs } from './hear.ts';

/** Asks Asterisk for everything of ours that it has at this moment. Rejects with the AriError of what failed. */
export async function takeSurvey(port: AriPort, app: string, instance: string): Promise<Survey> {
  const [channels, bridges, { channel_ids: watched }] = await Promise.all([
    port.request('channels.list', {}),
    port.request('bridges.list', {}),
    port.request('applications.get', { applicationName: app }),
  ]);
  const mine: Mine = { app, instance, watched: new Set(watched) };
  return {
    asteriskStartedAt: Date.parse(port.info.startedAt) || 0,
    channels: channels.flatMap((channel) => surveyed(channel, mine) ?? []),
    bridges: bridges.map((bridge) => ({
      id: bridge.id as BridgeId,
      channels: bridge.channels as LegId[],
    })),
  };
}

interface Mine {
  readonly app: string;
  readonly instance: string;
  /** The channels whose events come to us: those in our application, and those that we asked for. */
  readonly watched: ReadonlySet<string>;
}

/** A channel of a survey, taps among them; null when it is none of our application's. */
function surveyed(channel: Channel, { app, instance, watched }: Mine): SurveyedChannel | null {
  const { app_name: running, app_data: data } = channel.dialplan;
  const [stasis, ...inStasis] = running === 'Stasis' ? data.split(',') : [];
  const isHere = stasis === app || isOurs(channel.id, instance);
  if (!isHere && !watched.has(channel.id)) return null;
  const args = isHere ? inStasis : [handedOver];
  if (isForeign(channel.id, args, instance)) return null;
  const { channel: id, ...caller } = callerOf(channel, args);
  return { id, state: surveyedState(channel.state), ...caller };
}

function surveyedState(state: Channel['state']): SurveyedChannel['state'] {
  if (state === 'Up') return 'up';
  return state === 'Ringing' ? 'ringing' : 'down';
}
