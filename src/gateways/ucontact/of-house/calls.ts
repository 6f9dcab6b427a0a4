import { CordboardError } from '../../../base/errors.ts';
import type { AgentId, CallId, CampaignId, PhoneId } from '../../../board/ids.ts';
import { agentMeant } from '../../../control/caller.ts';
import type { Exchange } from '../../../control/exchange.ts';
import { seesCampaign, unknown } from '../../../control/operations/campaigns.ts';
import { phoneOf } from '../../../control/operations/phone-verb.ts';
import { ParameterError } from '../errors.ts';
import { guidOf } from '../guid.ts';
import type { AgentCall, CallDesk } from '../house/calls.ts';
import { agentNamed } from './campaigns.ts';
import type { Ask, Numbers } from './operations.ts';

interface Parts {
  readonly exchange: Exchange;
  readonly ask: Ask;
  /** As the office in force reads them. */
  readonly numbers: () => Numbers;
}

/** Click to dial: on behalf of a campaign through its compliance gate, else as from the phone itself. */
export function callsOf({ exchange, ask, numbers }: Parts): CallDesk {
  const { state } = exchange;
  return {
    async call(caller, wanted) {
      const agent = whoCalls(exchange, wanted);
      const phone = wanted.phone === '' ? (agent === null ? null : phoneOf(exchange, agent)) : wanted.phone;
      if (phone === null) throw new ParameterError('phone', `${wanted.agent} has none`);
      if (!state.phones.has(phone as PhoneId)) throw new ParameterError('phone', 'is no phone of the office');
      const data = dataOf(wanted) || undefined;
      const { campaign, destination: number, callerId } = wanted;
      if (campaign === null) {
        if (callerId !== '')
          throw new ParameterError('callerid', 'is only for calls of a campaign (outqueue)');
        return guidOfNew(exchange, phone, () => ask(caller, 'make-call', { phone, number, data }));
      }
      if (agent === null) throw new ParameterError('agent', 'nobody is signed in at this phone');
      const id = campaign as CampaignId;
      const settings = state.campaignSettings.get(id);
      if (settings === undefined || !seesCampaign(exchange, caller, id)) throw unknown(campaign);
      const normal = numbers().read(number);
      if (normal === null) throw new ParameterError('destination', 'is no telephone number');
      const command = {
        name: 'dial-number',
        agent: agentMeant(caller, agent),
        campaign: id,
        dial: numbers().dial(normal.number, settings),
        callerId: callerId || undefined,
        data,
        ...normal,
      } as const;
      return guidOfNew(exchange, phone, () => exchange.command(command));
    },
    async hangUp(caller, phone) {
      await ask(caller, 'drop-call', { phone });
    },
  };
}

/** By his account, else by his phone. Throws a ParameterError when both are named and are not of one agent. */
function whoCalls({ state }: Exchange, { agent: named, phone }: AgentCall): AgentId | null {
  if (named === '') return agentNamed(state, phone);
  const agent = agentNamed(state, named);
  if (agent === null) throw new ParameterError('agent', 'is nobody’s account and nobody’s phone');
  const seated = state.agentAtPhone.get(phone as PhoneId);
  if (phone !== '' && seated !== undefined && seated !== agent) {
    throw new ParameterError('phone', `another agent than ${agent} sits there`);
  }
  return agent;
}

/** What the agent's desk gets with the call; the form that is to pop up goes into it. */
function dataOf({ data, form }: AgentCall): string {
  if (form === '') return data;
  try {
    const object: unknown = JSON.parse(data);
    if (typeof object === 'object' && object !== null && !Array.isArray(object)) {
      return JSON.stringify({ ...object, form });
    }
  } catch {
    // It is written in another way.
  }
  return data === '' ? `form=${form}` : `form=${form}:${data}`;
}

/** The guid of the call that a phone makes while `make` is carried out. */
async function guidOfNew(exchange: Exchange, phone: string, make: () => Promise<unknown>): Promise<string> {
  let made: CallId | null = null;
  const end = exchange.listen((entries) => {
    for (const { fact } of entries) {
      if (fact.kind === 'call.made' && fact.phone === phone) made ??= fact.call;
    }
  });
  try {
    await make();
  } finally {
    end();
  }
  if (made === null) throw new CordboardError('no-call', `phone ${phone} makes no call`);
  return guidOf(made);
}
