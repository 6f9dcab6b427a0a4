import { queueStateOf } from '../../../board/acd/queue-state.ts';
import type { QueueCommand } from '../../../board/input.ts';
import type { QueueSettings } from '../../../board/queue-settings.ts';
import type { RoutingPointConfig, RoutingPoints } from '../house/routing-points.ts';
import type { RoutingPointState } from '../words.ts';
import type { House } from './house.ts';
import { queueChange } from './queue-config.ts';
import { queueNamed } from './queue-named.ts';

/** Who has changed the office, in its versions. */
const author = 'telservices';

export function routingPointsOf(house: House): RoutingPoints {
  const { exchange, control } = house;

  const order = async (name: QueueCommand['name'], service: string): Promise<void> => {
    const queue = queueNamed(house, service).id;
    await exchange.command({ name, queue });
  };

  /** A version of the office more: the change outlives a restart as whatever is applied does. */
  const update = async (service: string, config: RoutingPointConfig | null): Promise<void> => {
    const { id } = queueNamed(house, service);
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
    state: async (service) => stateOf(house, queueNamed(house, service)),
    async start(service, config) {
      await update(service, config);
      await order('start-queue', service);
    },
    stop: (service) => order('stop-queue', service),
    suspend: (service) => order('suspend-queue', service),
    resume: (service) => order('resume-queue', service),
    update,
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
