import { Phone } from '../../phone/phone.ts';
import type { UserAgentOptions } from '../../phone/user-agent.ts';

type Extra = Partial<Omit<UserAgentOptions, 'server' | 'user'>>;

export interface Pair {
  readonly anna: Phone;
  readonly bert: Phone;
  close(): Promise<void>;
}

/** Two phones that call each other directly; bert's socket first, since anna's server is bert. */
export async function openPair(bertExtra: Extra = {}, annaExtra: Extra = {}): Promise<Pair> {
  const nowhere = { host: '127.0.0.1', port: 9 };
  const bert = await Phone.open({ server: nowhere, user: 'bert', displayName: 'Bert', ...bertExtra });
  const anna = await Phone.open({
    server: bert.address,
    user: 'anna',
    displayName: 'Anna "A"',
    ...annaExtra,
  });
  return {
    anna,
    bert,
    close: async () => {
      await Promise.all([anna.close(), bert.close()]);
    },
  };
}
