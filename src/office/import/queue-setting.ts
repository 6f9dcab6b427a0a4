import type { ConfigSetting } from './asterisk-config.ts';

/** A queue as the office file has it: what is not in it has its default. */
export interface QueueBlock {
  readonly id: string;
  readonly name: string;
  [setting: string]: unknown;
}

type Rule = (block: QueueBlock, value: string, all: readonly ConfigSetting[]) => string | null;

const isYes = (value: string): boolean => /^(?:yes|true|on|1|y|t)$/i.test(value);

/** Takes one setting over. Answers why it could not be, or what is different about it; null when all is said. */
export function importSetting(
  block: QueueBlock,
  { name, value }: ConfigSetting,
  all: readonly ConfigSetting[],
): string | null {
  const rule = named(rules, name);
  if (rule !== undefined) return rule(block, value, all);
  if (name.startsWith('queue-')) return 'is a prompt of ours here: replace its file (sounds/README.md)';
  return named(sentences, name) ?? 'has no counterpart';
}

const strategies: Readonly<Record<string, string>> = {
  ringall: 'ring-all',
  leastrecent: 'longest-idle',
  fewestcalls: 'fewest-calls',
  random: 'random',
  rrmemory: 'round-robin',
  roundrobin: 'round-robin',
  rrordered: 'round-robin',
  linear: 'linear',
  wrandom: 'weighted-random',
};

const seconds =
  (setting: string, least = 0): Rule =>
  (block, value) => {
    const number = Number(value);
    if (!Number.isInteger(number) || number < 0) return 'is no number of seconds';
    block[setting] = `${Math.max(number, least)}s`;
    return number < least ? `is ${least} s here, the least` : null;
  };

const rules: Readonly<Record<string, Rule>> = {
  strategy: (block, value) => {
    const strategy = named(strategies, value);
    if (strategy === undefined) return 'is a strategy that there is not: longest-idle here';
    block['strategy'] = strategy;
    if (value === 'leastrecent') return 'counts calls of all queues here, and a missed offer loses the turn';
    return value === 'wrandom' ? 'has real weights here: 100/(1 + penalty) of each member' : null;
  },
  timeout: seconds('ring', 1),
  wrapuptime: seconds('wrapUp'),
  servicelevel: seconds('serviceLevel', 1),
  musicclass: (block, value) => {
    block['music'] = value;
    return null;
  },
  weight: (block, value) => {
    block['weight'] = Number(value);
    return null;
  },
  maxlen: (block, value) => {
    if (Number(value) > 0) within(block, 'entry')['mostWaiting'] = Number(value);
    return null;
  },
  ringinuse: (block, value) => {
    block['ringInUse'] = isYes(value);
    return isYes(value) ? "is bounded by each agent's capacity, which is 1 unless you raise it" : null;
  },
  joinempty: (block, value) => {
    const reasons = reasonsOf(value, true);
    const refuse = within(within(block, 'entry'), 'refuse');
    for (const reason of reasons) refuse[reason] = {};
    return reasons.length > 0 ? 'refuses without a word: name a prompt or a number to go to' : null;
  },
  leavewhenempty: (block, value) => {
    const reasons = reasonsOf(value, false);
    if (reasons.length > 0) within(block, 'leave')['whenEmpty'] = { reasons, grace: '0s' };
    return reasons.length > 0 ? 'ends the call: name a number to go to, and think of a grace time' : null;
  },
  'announce-frequency': (block, value) => {
    if (Number(value) > 0)
      within(within(block, 'announce'), 'place')['every'] = `${Math.max(5, Number(value))}s`;
    return null;
  },
  'min-announce-frequency': (block, value) => {
    within(block, 'announce')['gap'] = `${Number(value)}s`;
    return null;
  },
  'announce-position': (block, value, all) => {
    const place = within(within(block, 'announce'), 'place');
    place['position'] = isYes(value) || value === 'limit' || value === 'more';
    const limit = all.findLast(({ name }) => name === 'announce-position-limit')?.value;
    if (limit !== undefined && place['position'] === true)
      place['mostPosition'] = Math.min(30, Number(limit));
    return value === 'limit' ? 'says "more than" behind the limit instead of nothing' : null;
  },
  'announce-position-limit': () => null,
  'announce-position-only-up': (block, value) => {
    within(within(block, 'announce'), 'place')['onlyBetter'] = isYes(value);
    return null;
  },
  'announce-holdtime': (block, value) => {
    const isSaid = isYes(value) || value === 'once';
    if (isSaid) within(within(block, 'announce'), 'place')['expectedWait'] = true;
    return isSaid ? "is the caller's own expected wait here, and never rises" : null;
  },
  'periodic-announce': (block, value) => {
    const sounds = value.split(/[,|]/).map((sound) => `sound:${sound.trim()}`);
    within(within(block, 'announce'), 'prompts')['play'] = sounds;
    return null;
  },
  'periodic-announce-frequency': (block, value) => {
    if (Number(value) > 0) within(within(block, 'announce'), 'prompts')['every'] = `${Number(value)}s`;
    return null;
  },
  'random-periodic-announce': (block, value) => {
    if (isYes(value)) within(within(block, 'announce'), 'prompts')['order'] = 'random';
    return null;
  },
  announce: (block, value) => {
    within(block, 'whisper')['agent'] = [`sound:${value}`];
    return null;
  },
  autopause: (block, value) => {
    within(block, 'missed')['no-answer'] = isYes(value) || value === 'all' ? 'not-ready' : 'rest';
    return isYes(value) ? 'makes the agent not ready in all queues here' : null;
  },
  autopausebusy: (block, value) => {
    if (isYes(value)) within(block, 'missed')['busy'] = 'not-ready';
    return null;
  },
  autopauseunavail: (block, value) => {
    if (isYes(value)) within(block, 'missed')['unreachable'] = 'not-ready';
    return null;
  },
  'monitor-format': (block) => {
    block['record'] = 'always';
    return 'records every call; the format is set in the section recording';
  },
};

const sentences: Readonly<Record<string, string>> = {
  retry: 'is not needed: the next agent is rung at once',
  autofill: 'is always so: as many callers as there are free agents are offered at once',
  'announce-to-first-user': 'is not needed: no announcement delays an offer',
  'relative-periodic-announce': 'is always so: from the end of one to the start of the next',
  timeoutpriority: 'is not needed: there is one wait, `leave: after`, and one ring',
  timeoutrestart: 'is not needed: a busy or refused phone ends its own ring only',
  context: 'leads to your dialplan: write `exits` with the keys and the numbers they reach',
  defaultrule: 'raises penalties by time: write `tiers: after`',
  penaltymemberslimit: 'has no counterpart: tiers open when nobody below is free (`tiers: spill`)',
  memberdelay: 'has no counterpart',
  reportholdtime: 'is on the ringing phone and the desk',
  'announce-round-seconds': 'is in minutes here',
  'monitor-type': 'is not needed',
  setinterfacevar: 'is not needed: hooks get what they need as variables',
  setqueuevar: 'is not needed: hooks get what they need as variables',
  setqueueentryvar: 'is not needed: hooks get what they need as variables',
  eventwhencalled: 'is always so: see the event stream',
  eventmemberstatus: 'is always so: see the event stream',
  membermacro: 'is the hook agent-connected',
  membergosub: 'is the hook agent-connected',
  autopausedelay: 'has no counterpart: `missed … after` counts misses in a row',
};

/** app_queue's parse_empty_options: flags by name, or yes, no, strict and loose. */
function reasonsOf(value: string, isJoin: boolean): string[] {
  const word = value.toLowerCase();
  const flags = new Set(word.split(',').map((flag) => flag.trim()));
  const isSilent = isJoin ? isYes(word) : /^(?:no|false|off|0|n|f)$/.test(word);
  if (isSilent || word === '') return [];
  if (word === 'strict') return ['nobody-signed-in', 'nobody-ready', 'nobody-reachable'];
  if (word === 'loose') return ['nobody-signed-in'];
  if (flags.size === 1 && (isYes(word) || /^(?:no|false|off|0|n|f)$/.test(word)))
    return ['nobody-signed-in', 'nobody-ready'];
  return [
    ...(flags.has('invalid') || flags.has('unavailable') || flags.has('unknown') ? ['nobody-signed-in'] : []),
    ...(flags.has('paused') ? ['nobody-ready'] : []),
    ...(flags.has('unavailable') ? ['nobody-reachable'] : []),
  ];
}

/** Whatever a file says, such as `constructor`. */
function named<Value>(all: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(all, name) ? all[name] : undefined;
}

function within(block: Record<string, unknown>, name: string): Record<string, unknown> {
  const inner = block[name];
  if (typeof inner === 'object' && inner !== null) return inner as Record<string, unknown>;
  const made: Record<string, unknown> = {};
  block[name] = made;
  return made;
}
