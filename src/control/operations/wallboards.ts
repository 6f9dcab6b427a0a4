import { z } from 'zod';
import { isSupervisor } from '../caller.ts';
import type { Exchange } from '../exchange.ts';
import { queueField } from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import { wallboardOutput } from '../views/wallboard-view.ts';
import type { Wallboards } from '../wallboards.ts';

/** On a WebSocket the same command has news of these queues follow. */
export const wallboardCommand = 'wallboard';

export function wallboardOperations(exchange: Exchange, wallboards: Wallboards): Operation[] {
  const { state } = exchange;
  return [
    operation({
      name: wallboardCommand,
      summary:
        'Queues for a wallboard: all for supervisors, the own ones for agents; news follow on a WebSocket',
      permission: 'agent',
      method: 'get',
      path: '/wallboard',
      input: z.strictObject({ queue: queueField.optional() }),
      output: z.object({ queues: z.array(wallboardOutput) }),
      run: async (caller, { queue }) => {
        const own = isSupervisor(caller)
          ? state.office.queues.map(({ id }) => id)
          : (state.queuesOfAgent.get(caller.user) ?? []);
        const seen = queue === undefined ? own : own.filter((id) => id === queue);
        return { queues: await wallboards.views(seen) };
      },
    }),
  ];
}
