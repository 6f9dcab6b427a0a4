import { CordboardError } from '../../../base/errors.ts';
import type { Caller } from '../../../control/caller.ts';
import type { Control } from '../../../control/control.ts';
import type { Outbound } from '../../../control/outbound/outbound.ts';

/** Asks control for one of its operations, with the caller's rights and by its own rules. */
export type Ask = (caller: Caller, name: string, input: object) => Promise<unknown>;

/** How control makes one form of the ways in which people write numbers. */
export type Numbers = Outbound['numbers'];

export function askerOf({ operations }: Pick<Control, 'operations'>): Ask {
  const byName = new Map(operations.map((operation) => [operation.name, operation]));
  return async (caller, name, input) => {
    const operation = byName.get(name);
    if (operation === undefined)
      throw new CordboardError('operation-unknown', `there is no operation ${name}`);
    return operation.run(caller, input);
  };
}
