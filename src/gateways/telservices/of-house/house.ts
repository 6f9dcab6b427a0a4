import type { Clock } from '../../../base/clock.ts';
import type { Logger } from '../../../base/log.ts';
import type { Fact } from '../../../board/fact.ts';
import type { Control } from '../../../control/control.ts';
import type { Directories } from '../../../control/directories.ts';
import type { Exchange } from '../../../control/exchange.ts';
import type { SignInLimit } from '../../../control/sign-in-limit.ts';

/** What the gateway is given of the house. */
export interface House {
  readonly exchange: Exchange;
  readonly control: Control;
  readonly directories: Directories;
  readonly signInLimit: SignInLimit;
  readonly clock: Clock;
  readonly log: Logger;
}

/** Hears every fact when it is stored, in order. */
export type Hear = (listener: (fact: Fact) => void) => void;
