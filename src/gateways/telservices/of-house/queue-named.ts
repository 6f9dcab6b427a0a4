import { CordboardError } from '../../../base/errors.ts';
import type { QueueId } from '../../../board/ids.ts';
import type { QueueSettings } from '../../../board/queue-settings.ts';
import type { House } from './house.ts';

/** A routing point is a queue, a service its id. Throws 'campaign-unsupported'. */
export function queueNamed({ exchange }: House, service: string): QueueSettings {
  const queue = exchange.state.queues.get(service as QueueId);
  if (queue !== undefined) return queue;
  throw new CordboardError(
    'campaign-unsupported',
    `there is no queue ${service}; campaigns, which it may be the name of, do not exist yet`,
  );
}
