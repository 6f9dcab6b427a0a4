import type { BridgeId, LegId } from '../board/ids.ts';
import type { Survey } from '../board/input.ts';
import type { AriPort } from './ari/port.ts';
import { surveyed } from './hear.ts';

/** Asks Asterisk for everything of ours that it has at this moment. Rejects with the AriError of what failed. */
export async function takeSurvey(port: AriPort, app: string, instance: string): Promise<Survey> {
  const [channels, bridges] = await Promise.all([
    port.request('channels.list', {}),
    port.request('bridges.list', {}),
  ]);
  return {
    asteriskStartedAt: Date.parse(port.info.startedAt) || 0,
    channels: channels.flatMap((channel) => surveyed(channel, app, instance) ?? []),
    bridges: bridges.map((bridge) => ({
      id: bridge.id as BridgeId,
      channels: bridge.channels as LegId[],
    })),
  };
}
