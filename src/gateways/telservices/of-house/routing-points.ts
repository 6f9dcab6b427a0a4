import { queueStateOf } from '../../../board/acd/queue-state.ts';
import type { QueueId } from '../../../board/ids.ts';
import type { QueueSettings } from '../../../board/queue-settings.ts';
import type { RoutingPointConfig, RoutingPoints } from '../house/routing-points.ts';
import type { RoutingPointState } from '../words.ts';
import { CampaignPoints } from './campaign-points.ts';
import type { House } from './house.ts';
import { queueChange } from './queue-config.ts';
import { serviceNamed } from './service-named.ts';

/** Who has changed the office, in its versions. */
const author = 'telservices';

export function routingPointsOf(house: House): RoutingPoints {
  const { exchange, control } = house;
  const campaigns = new CampaignPoints(house);

  const order = async (name: 'stop' | 'suspend' | 'resume', service: string): Promise<void> => {
    const named = serviceNamed(house, service);
    if (named.kind === 'campaign') return campaigns.order(name, named.now);
    await exchange.command({ name: `${name}-queue`, queue: named.queue.id });
  };

  /** A version of the office more: the change outlives a restart as whatever is applied does. */
  const updateQueue = async (id: QueueId, config: RoutingPointConfig | null): Promise<void> => {
    const change = config === null ? {} : queueChange(config);
    if (Object.keys(change).length === 0) return;
    await control.office.change(
      (document) => ({
        ...document,
        queues: document.queues.map((queue) => (queue.id === id ? { ...queue, ...change } : queue)),
      }),
      author,
    );
  };

  return {
    async state(service) {
      const named = serviceNamed(house, service);
      return named.kind === 'queue' ? stateOf(house, named.queue) : campaigns.state(named.now);
    },
    async start(service, template, config) {
      if (template !== null) return campaigns.startFrom(template, service, config);
      const named = serviceNamed(house, service);
      if (named.kind === 'campaign') return campaigns.start(named.now, config);
      await updateQueue(named.queue.id, config);
      await exchange.command({ name: 'start-queue', queue: named.queue.id });
    },
    stop: (service) => order('stop', service),
    suspend: (service) => order('suspend', service),
    resume: (service) => order('resume', service),
    async update(service, config) {
      const named = serviceNamed(house, service);
      if (named.kind === 'campaign') await campaigns.update(named.now, config);
      else await updateQueue(named.queue.id, config);
    },
  };
}

function stateOf({ exchange }: House, { id, members }: QueueSettings): RoutingPointState {
  const { state } = exchange;
  const shut = queueStateOf(state, id);
  if (shut === 'stopped') return 'stopped';
  if (shut === 'suspended') return 'started-suspended';
  // "Not able to perform what it is built for": the PBX is away, or there are no agents.
  if (!state.lineIsUp || members.length === 0) return 'started-failed';
  // "Waiting for agents to be ready"; who is in a call will be ready after it.
  const isServed = members.some((member) => state.agents.get(member.agent)?.presence.name === 'ready');
  return isServed ? 'started-running' : 'started';
}
