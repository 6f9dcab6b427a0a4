import { idOf } from './ids.ts';

/** An agent made of a member of app_queue. */
export interface ImportedMember {
  readonly agent: string;
  readonly name: string;
  /** null when the interface is no phone that could register here. */
  readonly phone: string | null;
}

interface MemberReading {
  readonly member: ImportedMember;
  /** As it stands in the queue's `members`. */
  readonly entry: unknown;
  readonly sentences: readonly string[];
}

/**
 * `interface[,penalty[,membername[,state_interface[,ringinuse[,wrapuptime[,paused]]]]]]`. A penalty is a tier; in
 * `wrandom`, where it is a lottery's, a weight.
 */
export function importMember(value: string, isLottery: boolean): MemberReading {
  const [
    address = '',
    penalty = '',
    name = '',
    stateInterface = '',
    ringInUse = '',
    wrapUp = '',
    paused = '',
  ] = value.split(',').map((part) => part.trim());
  const sentences: string[] = [];
  const [, technology = '', device = address] = /^([^/]+)\/([^@/]+)/.exec(address) ?? [];
  const isPhone = /^(?:PJSIP|SIP)$/i.test(technology);
  const agent = idOf(name === '' ? device : name);
  if (!isPhone) sentences.push(`${address} is no SIP phone: give agent ${agent} a phone by hand`);
  const level = Number(penalty === '' ? 0 : penalty);
  if (!Number.isInteger(level) || level < 0) sentences.push(`penalty ${penalty} is no whole number: 0 here`);
  const degree = Number.isInteger(level) && level > 0 ? level : 0;
  if (!isLottery && degree > 20) sentences.push(`penalty ${degree} is tier 20 here, the last`);
  if (stateInterface !== '' && stateInterface !== address) {
    sentences.push(
      `the state of ${stateInterface} is not watched: the phone's own calls tell whether it is busy`,
    );
  }
  if (ringInUse !== '') sentences.push('ringinuse of a single member is a setting of the queue here');
  if (wrapUp !== '') sentences.push('wrapuptime of a single member is a setting of the queue here');
  if (paused !== '' && paused !== 'no' && paused !== '0')
    sentences.push('agents say themselves when they pause');
  const special = isLottery
    ? { weight: Math.round(100 / (1 + degree)) }
    : degree > 0
      ? { tier: Math.min(degree, 20) }
      : null;
  return {
    member: { agent, name: name === '' ? device : name, phone: isPhone ? idOf(device) : null },
    entry: special === null ? agent : { agent, ...special },
    sentences,
  };
}
