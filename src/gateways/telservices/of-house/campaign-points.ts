import { CordboardError } from '../../../base/errors.ts';
import type { CampaignId, QueueId } from '../../../board/ids.ts';
import { mayDial } from '../../../board/outbound/campaign-hours.ts';
import { settingsNow } from '../../../board/outbound/settings-now.ts';
import type { RoutingPointConfig } from '../house/routing-points.ts';
import type { RoutingPointState } from '../words.ts';
import { campaignChanges } from './campaign-config.ts';
import type { House } from './house.ts';
import { agentsOfCampaign } from './outbound-services.ts';
import type { CampaignNow } from './service-named.ts';

/** Who has asked for it, in the journal. */
const by = 'telservices';

/** A campaign's name goes into addresses, folders and other products' names. */
const namePattern = /^[\p{L}\p{N}][\p{L}\p{N} _.-]{0,79}$/u;

/** What clients of the gateway do with campaigns. */
export class CampaignPoints {
  readonly #house: House;

  constructor(house: House) {
    this.#house = house;
  }

  /** Rejects with 'input-wrong', 'service-exists', 'campaign-exists', 'campaign-unknown', 'campaign-leaving', 'change-unlawful'. */
  async startFrom(template: string, service: string, config: RoutingPointConfig | null): Promise<void> {
    const { exchange } = this.#house;
    const { state } = exchange;
    if (state.queues.has(service as QueueId)) {
      throw new CordboardError('service-exists', `there is a queue ${service} already`);
    }
    const known = settingsNow(state, service as CampaignId);
    // Whoever asks again for what he has asked for has it.
    if (known?.campaign.template === template) return this.start(known, config);
    const after = settingsNow(state, template as CampaignId);
    if (after === null) throw new CordboardError('campaign-unknown', `there is no campaign ${template}`);
    if (!namePattern.test(service)) {
      throw new CordboardError(
        'input-wrong',
        'service: a new campaign is named by letters, digits, spaces, hyphens, dots and underscores, at most 80',
      );
    }
    const campaign = service as CampaignId;
    const changes = config === null ? {} : campaignChanges(config, after.settings, {}, exchange.now);
    await exchange.command({ name: 'make-campaign', campaign, template: after.campaign.id, by });
    try {
      await this.#change(campaign, changes);
      await exchange.command({ name: 'start-campaign', campaign, by });
    } catch (error) {
      // Nothing is left of what could not be started.
      await exchange.command({ name: 'remove-campaign', campaign, by });
      throw error;
    }
  }

  /** Rejects with 'input-wrong', 'campaign-leaving', 'change-unlawful'. */
  async start({ campaign, settings }: CampaignNow, config: RoutingPointConfig | null): Promise<void> {
    const { exchange } = this.#house;
    const { id, template, run, changes } = campaign;
    if (template !== null && run === 'stopped') {
      throw new CordboardError(
        'campaign-leaving',
        `campaign ${id} was stopped and is removed when its last call is over: make it anew after that`,
      );
    }
    if (config !== null) await this.#change(id, campaignChanges(config, settings, changes, exchange.now));
    await exchange.command({ name: 'start-campaign', campaign: id, by });
  }

  /** Rejects with 'campaign-stopped'. */
  async order(name: 'stop' | 'suspend' | 'resume', { campaign: { id } }: CampaignNow): Promise<void> {
    const clear = name === 'suspend' ? { clear: true } : {};
    await this.#house.exchange.command({ name: `${name}-campaign`, campaign: id, by, ...clear });
  }

  /** "Whenever a change is made in the table containing the calls or the agents": it is looked at anew. */
  async update({ campaign, settings }: CampaignNow, config: RoutingPointConfig | null): Promise<void> {
    const { exchange, control } = this.#house;
    const { id, changes } = campaign;
    if (config !== null) await this.#change(id, campaignChanges(config, settings, changes, exchange.now));
    await control.outbound?.lookAnew(id);
  }

  state({ campaign, settings }: CampaignNow): RoutingPointState {
    const { state, now } = this.#house.exchange;
    switch (campaign.run) {
      case 'stopped':
        return 'stopped';
      case 'suspended':
        return 'started-suspended';
      case 'completed':
        return 'started-completed';
      default:
    }
    const agents = agentsOfCampaign(state, campaign).flatMap((id) => state.agents.get(id) ?? []);
    const needsAgents = settings.dialling.name !== 'agentless';
    const hasTrunk = settings.trunks.some((id) => state.trunks.has(id));
    if (!state.lineIsUp || !hasTrunk || (needsAgents && agents.length === 0)) return 'started-failed';
    const isServed = !needsAgents || agents.some(({ presence }) => presence.name === 'ready');
    return isServed && mayDial(state, { campaign, settings }, now) ? 'started-running' : 'started';
  }

  async #change(campaign: CampaignId, changes: ReturnType<typeof campaignChanges>): Promise<void> {
    if (Object.keys(changes).length === 0) return;
    await this.#house.exchange.command({ name: 'change-campaign', campaign, changes, by });
  }
}
