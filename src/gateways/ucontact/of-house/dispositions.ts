import { CordboardError } from '../../../base/errors.ts';
import type { CampaignId } from '../../../board/ids.ts';
import type { CampaignSettings } from '../../../board/outbound/campaign-settings.ts';
import type { BoardState } from '../../../board/state.ts';
import { agentMeant } from '../../../control/caller.ts';
import type { Control } from '../../../control/control.ts';
import type { Exchange } from '../../../control/exchange.ts';
import type { Outbound } from '../../../control/outbound/outbound.ts';
import type { Saying } from '../../../control/outbound/said-desk.ts';
import { ParameterError } from '../errors.ts';
import { meaningOf } from '../guid.ts';
import type { DispositionDesk, Levels } from '../house/dispositions.ts';
import type { CampaignName } from '../names.ts';
import { campaignMeant, queueMeant } from './campaign-names.ts';
import { agentNamed, campaignNamed } from './campaigns.ts';
import type { Ask } from './operations.ts';
import { campaignCall, Promises, type CampaignCall } from './promises.ts';

interface Parts {
  readonly exchange: Exchange;
  readonly control: Pick<Control, 'said' | 'recorded'>;
  readonly desk: Pick<Outbound, 'contacts' | 'byNumber'>;
  readonly ask: Ask;
}

export function dispositionsOf({ exchange, control, desk, ask }: Parts): DispositionDesk {
  const { state } = exchange;
  const promises = new Promises(desk);
  return {
    find: (named, levels) => {
      const rules = rulesOf(state, named);
      if (rules === null) return null;
      if (rules.length === 0) return { schedule: 'allowed' };
      const rule = rules.find(({ path }) => isSame(path, levels));
      return rule === undefined ? null : { schedule: rule.action === 'schedule' ? 'needed' : 'ignored' };
    },
    async dispose(caller, { call: guid, agent: named, number, levels, note, data, tag, schedule }) {
      const call = meaningOf(guid)?.call;
      if (call === undefined) throw new ParameterError('guid', 'is no call of this office');
      const agent = agentNamed(state, named);
      if (agent === null) throw new ParameterError('agent', 'is nobody’s account and nobody’s phone');
      const of = await campaignCall(state, ask, caller, { agent: state.agents.get(agent), call });
      const say = (more: Pick<Saying, 'schedule' | 'isPromisedElsewhere'>) =>
        control.said.sayOrCorrect(caller, agentMeant(caller, agent), call, { levels, note, data, ...more });
      const kept = schedule === null ? null : keeperOf(of, schedule.campaign);
      if (schedule === null || of === null || kept === null) {
        const again = schedule && { at: schedule.at, zone: 'office', number, agent: 'anyone' };
        await say({ schedule: again ?? undefined });
      } else {
        if (schedule.at <= exchange.now) throw new ParameterError('schedule', 'is over');
        const { at } = schedule;
        const undo = await promises.make({ campaign: kept, of, guid, number, at, note, by: caller.user });
        await say({ isPromisedElsewhere: true }).catch(async (error: unknown) => {
          await undo();
          throw error;
        });
      }
      await promises.takeBack(guid, number, kept);
      control.recorded?.tags.put({ call, tag, at: exchange.now, by: caller.user });
    },
  };
}

/** Which campaign keeps the promise with a contact of its own; null: that of the call, with the contact that was called. */
function keeperOf(of: CampaignCall | null, named: string | null): CampaignId | null {
  if (of === null) return null;
  const campaign = (named ?? of.campaign) as CampaignId;
  return of.contact !== null && campaign === of.campaign ? null : campaign;
}

/** Empty: any text will do, as of calls of queues. null: there is no such campaign. */
function rulesOf(state: Readonly<BoardState>, named: CampaignName): CampaignSettings['dispositions'] | null {
  const outbound = campaignMeant(state, named);
  if (outbound !== undefined) return outbound.dispositions;
  if (queueMeant(state, named) !== undefined) return [];
  try {
    return campaignNamed(state, named).dispositions;
  } catch (error) {
    if (error instanceof CordboardError && error.code === 'campaign-unknown') return null;
    throw error;
  }
}

function isSame(path: readonly string[], levels: Levels): boolean {
  return path.length === levels.length && path.every((level, index) => level === levels[index]);
}
