import type { CampaignId } from '../ids.ts';
import type { BoardState } from '../state.ts';
import type { CampaignSettings } from './campaign-settings.ts';
import { settingsNow } from './settings-now.ts';

const least = 20;
const most = 500;
/** Contacts kept ready for each line that may be dialled: one that is busy or refused is followed at once by another. */
const perLine = 3;
const usualAgentlessLines = 30;
/** More than pacing dials for one agent when few answer. */
const predictiveLines = 4;

/** How many contacts the campaign is to have ready at most; below half of it, it is given more. 0: it needs none. */
export function contactsWanted(state: Readonly<BoardState>, id: CampaignId): number {
  const now = settingsNow(state, id);
  if (now === null || now.campaign.run !== 'running' || now.settings.dialling.name === 'manual') return 0;
  const lines = linesOf(state, now.settings);
  return lines === 0 ? 0 : Math.min(most, Math.max(least, perLine * lines));
}

function linesOf(
  state: Readonly<BoardState>,
  { queue, dialling, most: mostCalls }: CampaignSettings,
): number {
  if (dialling.name === 'agentless') return mostCalls ?? usualAgentlessLines;
  let agents = 0;
  for (const agent of queue === null ? [] : (state.membersOf.get(queue)?.keys() ?? [])) {
    if (state.agents.get(agent)?.signedInAt != null) agents += 1;
  }
  const lines =
    dialling.name === 'power' ? dialling.ratio : dialling.name === 'predictive' ? predictiveLines : 1;
  return Math.min(mostCalls ?? Infinity, Math.ceil(agents * lines));
}
