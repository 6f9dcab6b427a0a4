import type { CampaignState } from '../house/status.ts';
import { countOf } from './agent-status.ts';
import type { Stamp } from './campaign-status.ts';
import { received, seconds } from './written.ts';

/** queuesummary, ending with what tells that it is complete: so the document prints it. */
export function summaryAnswer(campaigns: readonly CampaignState[], { at, timeZone, actionId }: Stamp) {
  const stamp = { internalActionId: actionId, dateReceived: received(at, timeZone) };
  const average = (ms: number, count: number): number => (count === 0 ? 0 : seconds(ms / count));
  return [
    ...campaigns.map(({ name, agents, waiting, longestWaitMs, answered, waitMs, talkMs }) => ({
      queue: name,
      loggedIn: agents.filter((agent) => countOf(agent) !== 'notavailables').length,
      available: agents.filter((agent) => countOf(agent) === 'availables').length,
      callers: waiting,
      holdTime: average(waitMs, answered),
      talkTime: average(talkMs, answered),
      longestHoldTime: seconds(longestWaitMs),
      ...stamp,
    })),
    stamp,
  ];
}
