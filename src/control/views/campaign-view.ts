import { z } from 'zod';
import { isEngaged } from '../../board/agent/agent.ts';
import type { Campaign } from '../../board/outbound/campaign.ts';
import type { CampaignSettings } from '../../board/outbound/campaign-settings.ts';
import { mayDial } from '../../board/outbound/campaign-hours.ts';
import { dials, persons, type OutcomeCounts } from '../../reports/outbound/formulas.ts';
import type { BoardState } from '../../board/state.ts';
import { campaignField, durationField, queueField, timeField, agentField } from '../fields.ts';

const count = z.int().min(0);
const modes = ['manual', 'preview', 'progressive', 'power', 'predictive', 'agentless'] as const;
export const modeField = z.enum(modes);
export const distributionField = z.enum(['round-robin', 'linear', 'longest-idle']);

const windowOutput = z.object({ days: z.array(z.int()), from: z.int(), to: z.int() });

export const campaignOutput = z.object({
  campaign: campaignField,
  name: z.string(),
  queue: queueField.nullable().describe('whose agents serve it; null: none take part'),
  run: z.enum(['stopped', 'running', 'suspended', 'completed']),
  since: timeField,
  by: z.string().nullable().describe('who has said so; null: the house'),
  mode: modeField.describe('as it is now'),
  dialsNow: z
    .boolean()
    .describe("whether its own hours allow it; whom it may call then is the gate's matter"),
  changes: z
    .object({
      ratio: z.number().optional(),
      most: z.int().nullable().optional(),
      abandonLimit: z.number().optional(),
      mode: modeField.optional(),
      hours: z.array(windowOutput).nullable().optional().describe('minutes since midnight'),
      daysOff: z.array(z.string()).optional(),
      ringMs: durationField.optional(),
      weekdaysOff: z.array(z.int()).optional(),
      retry: z.object({ afterMs: durationField.optional(), most: z.int().optional() }).optional(),
      stopAt: timeField.nullable().optional(),
      wrapUpMs: durationField.nullable().optional(),
      agents: z.array(agentField).nullable().optional(),
      distribution: distributionField.nullable().optional(),
      queueLimit: z.number().nullable().optional(),
      signInOnOpen: z.boolean().optional(),
      readyOnSignIn: z.boolean().optional(),
      immediateAbandonMs: durationField.optional(),
    })
    .describe('what supervisors have changed since the office was applied'),
  contacts: z
    .object({ ready: count, later: count, previewed: count, dialled: count, disposing: count })
    .describe('in the hands of the board; the others lie in the lists'),
  calls: z.object({ ringing: count, waiting: count, talking: count }),
  agents: z.object({ signedIn: count, ready: count, talking: count, wrapUp: count, previewing: count }),
  today: z.object({
    dials: count,
    persons: count,
    talks: count,
    abandoned: count,
    outcomes: z.record(z.string(), count),
  }),
});
export type CampaignView = z.output<typeof campaignOutput>;

/** `outcomes`: of the attempts of today that are over. */
export function campaignView(
  state: Readonly<BoardState>,
  now: { readonly campaign: Campaign; readonly settings: CampaignSettings },
  outcomes: OutcomeCounts,
  at: number,
): z.input<typeof campaignOutput> {
  const { campaign, settings } = now;
  const { id, name, queue, dialling } = settings;
  return {
    campaign: id,
    name,
    queue,
    run: campaign.run,
    since: campaign.since,
    by: campaign.by,
    mode: dialling.name,
    dialsNow: mayDial(state, now, at),
    changes: structuredClone(campaign.changes) as z.input<typeof campaignOutput>['changes'],
    contacts: contactsOf(state, id, at),
    calls: callsOf(state, id),
    agents: agentsOf(state, settings, campaign),
    today: {
      dials: dials(outcomes),
      persons: persons(outcomes),
      talks: outcomes.person ?? 0,
      abandoned: outcomes.abandoned ?? 0,
      outcomes: { ...outcomes },
    },
  };
}

function contactsOf(state: Readonly<BoardState>, id: Campaign['id'], at: number): CampaignView['contacts'] {
  const counts = { ready: 0, later: 0, previewed: 0, dialled: 0, disposing: 0 };
  for (const contact of state.contactsOf.get(id) ?? []) {
    const held = state.contacts.get(contact)?.state;
    if (held === undefined) continue;
    if (held.name === 'ready' && held.until > at) counts.later += 1;
    else counts[held.name] += 1;
  }
  return counts;
}

function callsOf(state: Readonly<BoardState>, id: Campaign['id']): CampaignView['calls'] {
  const counts = { ringing: 0, waiting: 0, talking: 0 };
  for (const one of state.callsOfCampaign.get(id) ?? []) {
    const call = state.calls.get(one);
    if (call?.attempt == null || call.phase.name === 'ended') continue;
    if (call.attempt.heardAt !== null) counts.talking += 1;
    else if (call.attempt.answeredAt !== null) counts.waiting += 1;
    else counts.ringing += 1;
  }
  return counts;
}

function agentsOf(
  state: Readonly<BoardState>,
  { queue }: CampaignSettings,
  { changes }: Campaign,
): CampaignView['agents'] {
  const counts = { signedIn: 0, ready: 0, talking: 0, wrapUp: 0, previewing: 0 };
  for (const id of queue === null ? [] : (state.membersOf.get(queue)?.keys() ?? [])) {
    const agent = state.agents.get(id);
    if (agent === undefined || agent.presence.name === 'signed-out') continue;
    if (changes.agents != null && !changes.agents.includes(id)) continue;
    counts.signedIn += 1;
    const { work } = agent;
    if (work.name === 'idle' && agent.presence.name === 'ready') counts.ready += 1;
    else if (isEngaged(work)) counts.talking += 1;
    else if (work.name === 'wrap-up') counts.wrapUp += 1;
    else if (work.name === 'previewing') counts.previewing += 1;
  }
  return counts;
}
