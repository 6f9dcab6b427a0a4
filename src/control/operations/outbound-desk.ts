import { z } from 'zod';
import { CordboardError } from '../../base/errors.ts';
import { isEngaged, type Agent } from '../../board/agent/agent.ts';
import type { AgentId, CampaignId } from '../../board/ids.ts';
import { askedOf } from '../../board/outbound/asked.ts';
import type { BoardState } from '../../board/state.ts';
import { agentMeant } from '../caller.ts';
import type { Exchange } from '../exchange.ts';
import { agentField, callField, campaignField, contactField, doneOutput, timeField } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import type { CampaignParts } from '../outbound/parts.ts';
import type { SaidDesk } from '../outbound/said-desk.ts';
import { levelsOf, sayingFields } from '../outbound/saying.ts';
import { agentVerb } from './agent-verb.ts';
import { seesCampaign, unknown } from './campaigns.ts';

const previewOutput = z.object({
  campaign: campaignField,
  contact: contactField,
  list: z.string(),
  name: z.string(),
  data: z.record(z.string(), z.string()),
  number: z.string().describe('that is called'),
  numbers: z.array(z.object({ number: z.string(), state: z.string(), attempts: z.int() })),
  attempts: z.int(),
  kind: z.enum(['first', 'retry', 'call-back']),
  note: z.string().describe('of whoever has promised the call'),
  until: timeField.nullable().describe('it is dialled then; null: when the agent says so'),
  mayBeSkipped: z.boolean(),
  form: z.string().nullable().describe('a link for the desk'),
});

/** What agents do with the contacts of campaigns. */
export function outboundDeskOperations(
  exchange: Exchange,
  { numbers }: Pick<CampaignParts, 'numbers'>,
  said: SaidDesk,
): Operation[] {
  const { state } = exchange;
  const verb = agentVerb(exchange);
  const onBehalf = agentField.optional().describe('for supervisors: of this agent; oneself when left out');
  return [
    operation({
      name: 'preview',
      summary: 'The contact that is shown to the agent before it is dialled',
      permission: 'agent',
      method: 'get',
      path: '/preview',
      input: z.strictObject({ agent: onBehalf }),
      output: z.object({ preview: previewOutput.nullable() }),
      run: (caller, { agent }) => ({ preview: previewOf(state, agentMeant(caller, agent)) }),
    }),
    verb({
      name: 'dial-contact',
      summary: 'Call the contact that is shown; the gate is asked once more',
      input: {},
      command: (agent) => ({ name: 'dial-contact', agent }),
    }),
    verb({
      name: 'skip-contact',
      summary: 'Let somebody else have the contact that is shown, if the campaign allows it',
      input: {},
      command: (agent) => ({ name: 'skip-contact', agent }),
    }),
    verb({
      name: 'mark-answer',
      summary: 'Say whether a person or a machine has answered the present call of a campaign',
      input: { as: z.enum(['person', 'machine']) },
      command: (agent, { as }) => ({ name: 'mark-answer', agent, as }),
    }),
    verb({
      name: 'dial-number',
      summary: 'Call a number on behalf of a campaign; the gate that all its calls pass may forbid it',
      input: {
        campaign: campaignField,
        number: z.string().trim().min(2).max(40).describe('in any way of writing'),
        data: z.string().max(2_000).optional().describe('what goes with the call'),
      },
      command: (agent, { campaign, number, data }, caller) => {
        const settings = state.campaignSettings.get(campaign);
        if (settings === undefined || !seesCampaign(exchange, caller, campaign)) throw unknown(campaign);
        const normal = numbers().read(number);
        if (normal === null) throw wrongNumber(number);
        const dial = numbers().dial(normal.number, settings);
        return { name: 'dial-number', agent, campaign, dial, data, ...normal };
      },
    }),
    operation({
      name: 'dispositions',
      summary: 'What may come of a call of the campaign; without one of the present call',
      permission: 'agent',
      method: 'get',
      path: '/dispositions',
      input: z.strictObject({ campaign: campaignField.optional(), agent: onBehalf }),
      output: z.object({
        campaign: campaignField,
        required: z.boolean().describe('the agent cannot go on before he has said one'),
        default: z.string().nullable().describe('booked when the time after the call is over'),
        dispositions: z
          .array(
            z.object({
              levels: z.array(z.string()),
              action: z.string().describe('terminate, success, retry, schedule, delete-number, …'),
            }),
          )
          .describe('empty: any text'),
        form: z.string().nullable(),
      }),
      run: (caller, { campaign, agent }) => {
        const id = campaign ?? presentCampaign(state, agentMeant(caller, agent));
        const settings = state.campaignSettings.get(id);
        if (settings === undefined || !seesCampaign(exchange, caller, id)) throw unknown(id);
        return {
          campaign: id,
          required: settings.dispositionRequired,
          default: settings.dispositionDefault,
          dispositions: settings.dispositions.map(({ path, action }) => ({ levels: [...path], action })),
          form: settings.form,
        };
      },
    }),
    operation({
      name: 'correct-disposition',
      summary:
        'Say later that something else came of a call; its agent on the same day, supervisors always. The former ones stay on record',
      permission: 'agent',
      method: 'post',
      path: '/attempts/{call}/disposition',
      input: z.strictObject({ call: callField, ...sayingFields }),
      output: doneOutput,
      run: async (caller, { call, disposition, ...more }) => ({
        seq: await said.correct(caller, call, { levels: levelsOf(disposition), ...more }),
      }),
    }),
  ];
}

function previewOf(state: Readonly<BoardState>, id: AgentId): z.input<typeof previewOutput> | null {
  const agent = state.agents.get(id);
  const shown = agent?.work.name === 'previewing' ? agent.work : null;
  const contact = shown === null ? undefined : state.contacts.get(shown.contact);
  if (agent === undefined || shown === null || contact === undefined) return null;
  const settings = state.campaignSettings.get(contact.campaign);
  return {
    campaign: contact.campaign,
    contact: contact.id,
    list: contact.listName,
    name: contact.name,
    data: { ...contact.data },
    number: contact.numbers[contact.next]?.number ?? '',
    numbers: contact.numbers.map(({ number, state: now, attempts }) => ({ number, state: now, attempts })),
    attempts: contact.attempts,
    kind: contact.kind,
    note: contact.note,
    until: shown.until,
    mayBeSkipped: maySkip(state, contact.campaign, agent),
    form: settings?.form ?? null,
  };
}

function maySkip(state: Readonly<BoardState>, id: CampaignId, { skips }: Agent): boolean {
  const dialling = state.campaignSettings.get(id)?.dialling;
  return dialling?.name !== 'preview' || dialling.skips === null || skips < dialling.skips;
}

/** Of the call that he is in or has before him. Throws 'no-call'. */
function presentCampaign(state: Readonly<BoardState>, id: AgentId): CampaignId {
  const agent = state.agents.get(id);
  const work = agent?.work;
  const call = work !== undefined && (isEngaged(work) || work.name === 'wrap-up') ? work.call : null;
  const asked = agent === undefined || call === null ? null : askedOf(state, agent, call);
  if (asked !== null) return asked.campaign;
  throw new CordboardError('no-call', `${id} has no call of a campaign: name the campaign`);
}

function wrongNumber(number: string): CordboardError {
  const message = `${number} is no telephone number`;
  return new CordboardError('input-wrong', message, { details: { fields: [{ field: 'number', message }] } });
}
