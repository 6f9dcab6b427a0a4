import { z } from 'zod';
import { startOfDay } from '../../base/day.ts';
import { CordboardError } from '../../base/errors.ts';
import type { CampaignId } from '../../board/ids.ts';
import type { LiveChanges } from '../../board/outbound/campaign-settings.ts';
import { settingsNow } from '../../board/outbound/settings-now.ts';
import { isSupervisor, type Caller } from '../caller.ts';
import type { Exchange } from '../exchange.ts';
import { agentField, campaignField, doneOutput, durationField, inputWrong, timeField } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import type { CampaignParts } from '../outbound/parts.ts';
import { campaignOutput, campaignView, distributionField, modeField } from '../views/campaign-view.ts';

const dayMinutes = 24 * 60;
const dayOfYear =
  /^((0[13578]|1[02])-(0[1-9]|[12]\d|3[01])|(0[469]|11)-(0[1-9]|[12]\d|30)|02-(0[1-9]|[12]\d))$/;
const clock = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'is not a time such as 08:30')
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));
const hours = z
  .strictObject({
    days: z.array(z.int().min(1).max(7)).min(1).describe('1 is Monday, 7 Sunday'),
    from: clock,
    to: clock.describe('outside'),
  })
  .refine(({ from, to }) => from < to && to <= dayMinutes, 'begins after it ends');

/** What may be changed while it runs. Each is as the office says until it is named. */
const changeFields = {
  ratio: z.number().min(1).max(10).optional().describe('calls for each free agent, in mode power'),
  most: z
    .int()
    .min(0)
    .max(100_000)
    .nullable()
    .optional()
    .describe('calls at once; null: as the trunks carry'),
  abandonLimit: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe("part of the people who answer; not above the office file's"),
  mode: modeField.optional(),
  hours: z
    .array(hours)
    .max(50)
    .nullable()
    .optional()
    .describe("instead of the calendar's; null: the calendar's"),
  daysOff: z
    .array(z.string().regex(dayOfYear, 'is not a day of the year such as 12-25'))
    .max(366)
    .optional()
    .describe('every year, beside the calendar'),
  weekdaysOff: z
    .array(z.int().min(1).max(7))
    .max(7)
    .optional()
    .describe('without calls, whatever the hours say; 1 is Monday'),
  ringMs: durationField.min(15_000).max(120_000).optional().describe('laws ask for 15 s at least'),
  retry: z
    .strictObject({ afterMs: durationField, most: z.int().min(0).max(100) })
    .optional()
    .describe('after no answer and busy'),
  stopAt: timeField.nullable().optional().describe('it is stopped then'),
  wrapUpMs: durationField.max(3_600_000).nullable().optional().describe("after its calls; null: the queue's"),
  agents: z.array(agentField).max(10_000).nullable().optional().describe('only these members; null: all'),
  distribution: distributionField
    .nullable()
    .optional()
    .describe("which free agent has the next customer; null: as the queue's strategy says"),
  queueLimit: z
    .number()
    .min(0)
    .max(1_000)
    .nullable()
    .optional()
    .describe(
      'customers without an agent beyond the free agents, as a part of those signed in; null: as the pacing says',
    ),
};

export function campaignOperations(exchange: Exchange, { rows }: CampaignParts): Operation[] {
  const { state } = exchange;

  const view = (id: CampaignId): z.input<typeof campaignOutput>[] => {
    const now = settingsNow(state, id);
    if (now === null) return [];
    const at = exchange.now;
    const today = rows.outcomes(id, startOfDay(at, state.office.timeZone));
    return [campaignView(state, now, Object.fromEntries(today), at)];
  };

  const run = (
    name: 'start-campaign' | 'suspend-campaign' | 'resume-campaign' | 'stop-campaign',
    summary: string,
  ): Operation =>
    operation({
      name,
      summary,
      permission: 'supervisor',
      method: 'post',
      path: `/campaigns/{campaign}/${name.replace('-campaign', '')}`,
      input: z.strictObject({ campaign: campaignField }),
      output: doneOutput,
      run: async (caller, { campaign }) => ({
        seq: await exchange.command({ name, campaign, by: caller.user }),
      }),
    });

  return [
    operation({
      name: 'campaigns',
      summary: 'Campaigns as they are now: all for supervisors, for agents those that they serve',
      permission: 'agent',
      method: 'get',
      path: '/campaigns',
      input: z.strictObject({}),
      output: z.object({ at: timeField, campaigns: z.array(campaignOutput) }),
      run: (caller) => ({
        at: exchange.now,
        campaigns: [...state.campaigns.keys()]
          .filter((id) => seesCampaign(exchange, caller, id))
          .flatMap((id) => view(id)),
      }),
    }),
    operation({
      name: 'campaign',
      summary: 'One of them',
      permission: 'agent',
      method: 'get',
      path: '/campaigns/{campaign}',
      input: z.strictObject({ campaign: campaignField }),
      output: campaignOutput,
      run: (caller, { campaign }) => {
        const [found] = seesCampaign(exchange, caller, campaign) ? view(campaign) : [];
        if (found === undefined) throw unknown(campaign);
        return found;
      },
    }),
    run('start-campaign', 'Let a campaign call its contacts'),
    run('suspend-campaign', 'Begin no more calls for a while; those that are up go on'),
    run('resume-campaign', 'Let a suspended campaign call again'),
    run('stop-campaign', 'Begin no more calls, until it is started; those that are up go on'),
    operation({
      name: 'change-campaign',
      summary: 'Change how a campaign dials while it runs; it stays so until the next change',
      permission: 'supervisor',
      method: 'post',
      path: '/campaigns/{campaign}/change',
      input: z.strictObject({ campaign: campaignField, ...changeFields }),
      output: doneOutput,
      run: async (caller, { campaign, ...asked }) => {
        const changes = given(asked) as LiveChanges;
        needPossible(exchange, campaign, changes);
        return {
          seq: await exchange.command({ name: 'change-campaign', campaign, changes, by: caller.user }),
        };
      },
    }),
  ];
}

/** Supervisors see all campaigns, agents those whose queues they serve. */
export function seesCampaign({ state }: Exchange, caller: Caller, id: CampaignId): boolean {
  if (isSupervisor(caller)) return true;
  const queue = state.campaignSettings.get(id)?.queue ?? null;
  return queue !== null && state.queuesOfAgent.get(caller.user)?.includes(queue) === true;
}

export function unknown(campaign: string): CordboardError {
  return new CordboardError('campaign-unknown', `there is no campaign ${campaign}`);
}

/** Throws 'campaign-unknown', 'input-wrong', 'limit-too-high', 'mode-impossible', 'not-a-member'. */
function needPossible({ state, now }: Exchange, id: CampaignId, changes: LiveChanges): void {
  const settings = state.campaignSettings.get(id);
  if (settings === undefined) throw unknown(id);
  if (Object.keys(changes).length === 0)
    throw new CordboardError('input-wrong', 'name what is to be changed');
  const { abandonLimit, mode, agents, stopAt } = changes;
  if (stopAt != null && stopAt <= now) throw inputWrong('stopAt', 'is over: it has to lie in the future');
  if (abandonLimit !== undefined && abandonLimit > settings.abandon.limit) {
    const text = `the office allows ${settings.abandon.limit * 100} % abandoned calls at most, not ${abandonLimit * 100} %`;
    throw wrong('limit-too-high', 'abandonLimit', text);
  }
  const isAgentless = settings.dialling.name === 'agentless';
  if (mode !== undefined && (mode === 'agentless') !== isAgentless) {
    const text = isAgentless ? `campaign ${id} has no agents` : `campaign ${id} has no message to play`;
    throw wrong('mode-impossible', 'mode', `${text}: the office file decides that`);
  }
  const members = settings.queue === null ? undefined : state.membersOf.get(settings.queue);
  const stranger = agents?.find((agent) => members?.has(agent) !== true);
  if (stranger !== undefined) {
    throw wrong('not-a-member', 'agents', `${stranger} does not serve campaign ${id}`);
  }
}

function wrong(code: string, field: string, message: string): CordboardError {
  return new CordboardError(code, message, { details: { fields: [{ field, message }] } });
}

function given(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
