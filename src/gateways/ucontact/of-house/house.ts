import type { Clock } from '../../../base/clock.ts';
import { CordboardError } from '../../../base/errors.ts';
import type { Logger } from '../../../base/log.ts';
import type { Control } from '../../../control/control.ts';
import type { Exchange } from '../../../control/exchange.ts';
import type { SignInLimit } from '../../../control/sign-in-limit.ts';
import type { House } from '../house.ts';
import { accountsOf } from './accounts.ts';
import { callsOf } from './calls.ts';
import { campaignsOf } from './campaigns.ts';
import { contactsOf } from './contacts.ts';
import { dispositionsOf } from './dispositions.ts';
import { doNotCallOf } from './do-not-call.ts';
import { askerOf } from './operations.ts';
import { recordsOf } from './records.ts';
import { statusOf } from './status.ts';

/** What the gateway is given of Cordboard. */
export interface HouseParts {
  readonly exchange: Exchange;
  readonly control: Control;
  readonly signInLimit: SignInLimit;
  readonly clock: Clock;
  readonly log: Logger;
}

/** All that the gateway needs, by control's means. */
export function houseOf({ exchange, control, clock }: HouseParts): House {
  const { outbound } = control;
  if (outbound === null) throw new CordboardError('settings-wrong', 'this office keeps no campaigns');
  const numbers = () => outbound.numbers;
  const ask = askerOf(control);
  return {
    accounts: accountsOf(control),
    clock: {
      now: () => clock.now(),
      get timeZone() {
        return exchange.state.office.timeZone;
      },
    },
    calls: callsOf({ exchange, ask, numbers }),
    campaigns: campaignsOf(exchange.state),
    contacts: contactsOf(outbound),
    dispositions: dispositionsOf({ exchange, control, desk: outbound, ask }),
    doNotCall: doNotCallOf(outbound.bars),
    records: recordsOf({ exchange, control }),
    status: statusOf({ exchange, control }),
  };
}
