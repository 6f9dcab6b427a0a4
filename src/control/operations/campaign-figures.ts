import { z } from 'zod';
import { startOfDay } from '../../base/day.ts';
import type { CampaignId } from '../../board/ids.ts';
import { tokensLeft } from '../../board/outbound/pacing/budget.ts';
import { dayAt, measuredBy, settingsNow } from '../../board/outbound/settings-now.ts';
import { whyNotDialling } from '../../board/outbound/why-not.ts';
import type { FigureRows } from '../../reports/acd/rows.ts';
import { campaignStatistics } from '../../reports/outbound/campaign-statistics.ts';
import { openOf } from '../../reports/outbound/progress.ts';
import type { Exchange } from '../exchange.ts';
import { campaignField, durationField, inputWrong, timeField } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import type { CampaignParts } from '../outbound/parts.ts';
import { unknown } from './campaigns.ts';

const count = z.int().min(0);
const part = z.number().nullable().describe('0 to 1; null: there is nothing to divide by');

const statisticsOutput = z.object({
  campaign: campaignField,
  from: timeField,
  to: timeField,
  dials: count.describe('calls made; those that our own side failed are none'),
  answered: count.describe('by people or machines'),
  persons: count,
  talks: count.describe('people who had an agent, or heard the whole message'),
  abandoned: count,
  won: count.describe('talks whose disposition is a success'),
  outcomes: z.record(z.string(), count),
  dispositions: z.record(z.string(), count).describe('by their paths'),
  answerRate: part.describe('answered / dials'),
  contactRate: part.describe('talks / dials'),
  dropRate: part.describe('(abandoned + hung up before an agent) / persons'),
  conversion: part.describe('won / talks'),
  wait: z
    .object({
      p50Ms: durationField.nullable(),
      p95Ms: durationField.nullable(),
      mostMs: durationField.nullable(),
    })
    .describe("from the answer to the agent's sound"),
  talkMs: durationField,
  averageTalkMs: durationField.nullable(),
  law: z
    .object({
      since: timeField,
      days: count,
      limit: z.number(),
      live: count,
      abandoned: count,
      rate: part.describe('abandoned / live'),
    })
    .describe('over the days that the law looks at, up to now'),
  agents: z.object({
    staffedMs: durationField.describe('signed in and not on a break'),
    talkMs: durationField,
    wrapUpMs: durationField,
    talkMinutesAnHour: z.number().nullable(),
    wrapUpMinutesAnHour: z.number().nullable(),
    utilisation: part.describe('(talk + wrap-up) / staffed'),
  }),
  lists: z.array(
    z.object({
      list: z.int(),
      name: z.string(),
      isActive: z.boolean(),
      contacts: count.describe('without removed ones'),
      open: count,
      held: count.describe("in the board's hands"),
      finished: count,
      removed: count,
      attempted: count,
      won: count,
      penetration: part.describe('attempted / contacts'),
      completion: part.describe('finished / contacts'),
    }),
  ),
});

/** What came of campaigns, and why one does not dial. */
export function campaignFigureOperations(
  exchange: Exchange,
  { rows }: CampaignParts,
  figures: FigureRows,
): Operation[] {
  const { state } = exchange;
  return [
    operation({
      name: 'campaign-statistics',
      summary:
        'What a campaign has had: dials, contacts, abandoned calls as the law counts, waits, agents, lists',
      permission: 'supervisor',
      method: 'get',
      path: '/campaigns/{campaign}/statistics',
      input: z.strictObject({
        campaign: campaignField,
        from: timeField.optional().describe('attempts that began then or later; today when left out'),
        to: timeField.optional(),
      }),
      output: statisticsOutput,
      run: async (_caller, { campaign, from, to }) => {
        const settings = settingsNow(state, campaign)?.settings;
        if (settings === undefined) throw unknown(campaign);
        const { now } = exchange;
        const { timeZone } = state.office;
        const range = { from: from ?? startOfDay(now, timeZone), to: to ?? now };
        if (range.from > range.to)
          throw inputWrong('from', 'lies after to, which is now when it is left out');
        const members = settings.queue === null ? [] : (state.membersOf.get(settings.queue)?.keys() ?? []);
        const { days, limit } = settings.abandon;
        const found = await campaignStatistics(rows, figures, {
          campaign,
          queue: settings.queue,
          agents: [...members],
          law: { days, limit },
          timeZone,
          now,
          ...range,
        });
        return { campaign, ...range, ...structuredClone(found) } as unknown as z.input<
          typeof statisticsOutput
        >;
      },
    }),
    operation({
      name: 'campaign-why',
      summary:
        'Why a campaign calls nobody just now: everything that keeps it from that; empty when nothing does',
      permission: 'supervisor',
      method: 'get',
      path: '/campaigns/{campaign}/why',
      input: z.strictObject({ campaign: campaignField }),
      output: z.object({
        at: timeField,
        reasons: z.array(
          z.object({
            code: z.string(),
            text: z.string(),
            count: z.int().nullable().describe('how many contacts, agents, callers or calls it is about'),
            until: timeField.nullable().describe('when it may be over by time alone'),
          }),
        ),
      }),
      run: async (_caller, { campaign }) => {
        const lists = await openOf(rows, campaign);
        const at = exchange.now;
        const reasons = whyNotDialling(state, campaign, at, {
          nextDueAt: lists.nextDueAt,
          refusals: lists.refusals.map(({ reason, count: so, dueAt }) => ({
            reason,
            count: so,
            until: dueAt,
          })),
          finished: lists.finished,
          paced: pacedNow(exchange, campaign, at),
        });
        if (reasons === null) throw unknown(campaign);
        return { at, reasons: [...reasons] };
      },
    }),
  ];
}

/** 0: the budget of abandoned calls is spent, so that the pacing begins none ahead of a free agent. null: not known. */
function pacedNow({ state }: Exchange, id: CampaignId, at: number): number | null {
  const now = settingsNow(state, id);
  if (now?.settings.dialling.name !== 'predictive') return null;
  return tokensLeft(now.campaign.budget, measuredBy(now.settings), dayAt(state, at)) < 1 ? 0 : null;
}
