import type { Clock } from '../../../base/clock.ts';
import type { Logger } from '../../../base/log.ts';
import type { Answerer } from '../service/answerer.ts';
import type { TelServicesSettings } from '../settings.ts';
import type { Budget } from './budget.ts';

export interface TransportParts {
  readonly answerer: Answerer;
  readonly trusts: (address: string) => boolean;
  readonly settings: TelServicesSettings;
  readonly budget: Budget;
  readonly clock: Clock;
  readonly log: Logger;
}
