import type { Agent } from '../../../src/board/agent/agent.ts';
import type { Fact } from '../../../src/board/fact.ts';
import type { CampaignSettings, LiveChanges } from '../../../src/board/outbound/campaign-settings.ts';
import { tablesOf } from '../../../src/board/outbound/pacing/tables.ts';
import type { BoardState } from '../../../src/board/state.ts';
import type { Turn } from '../../../src/board/turn.ts';
import { must } from '../violation.ts';
import type { Booked } from './booked.ts';
import type { Books } from './books.ts';
import { answersByItself, awaitsAgent, isIdle, membersOf, sharesWith, takesAtOnce } from './coming.ts';

type Begun = Extract<Fact, { kind: 'attempt.begun' }>;

/** How many are called, and for whom: worked out from the office and the books whenever somebody is called. */
export function checkPacing(turn: Turn, books: Books): void {
  const { state, facts, at } = turn;
  for (const fact of facts) {
    if (fact.kind === 'attempt.begun') checkBegun(state, books, fact);
    else if (fact.kind === 'attempt.dialled') checkTrunk(state, books, fact);
    else if (fact.kind === 'contact.previewed') checkCallersFirst(state, books, fact.campaign, 'shown');
  }
  // Whoever is called after an agent was taken has not lost him by that.
  let order = books.calls.size - facts.filter(({ kind }) => kind === 'attempt.begun').length;
  for (const fact of facts) {
    if (fact.kind !== 'attempt.begun' && fact.kind !== 'contact.previewed') continue;
    if (fact.agent !== null) checkSpare(turn, books, fact, fact.agent, order);
    if (fact.kind === 'attempt.begun') order += 1;
  }
  for (const campaign of new Set(
    facts.flatMap((fact) => (fact.kind === 'attempt.begun' ? [fact.campaign] : [])),
  )) {
    checkRisk(state, books, campaign, at);
  }
}

/** What the office says, and what supervisors have changed since. */
function settingsOf(
  { office }: BoardState,
  books: Books,
  id: string,
): [CampaignSettings, LiveChanges] | null {
  const settings = office.campaigns.find((one) => one.id === id);
  return settings === undefined ? null : [settings, books.changes.get(settings.id) ?? {}];
}

function checkBegun(state: BoardState, books: Books, { campaign, call, mode, at }: Begun): void {
  const [settings, changes] = settingsOf(state, books, campaign) ?? [];
  if (settings === undefined || mode === 'manual') return;
  const own = [...books.open()].filter((one) => one.campaign === campaign);
  const most = changes?.most === undefined ? settings.most : changes.most;
  must(
    most === null || own.length <= most,
    'caps are kept',
    () => `${own.length} calls of ${campaign}, ${most} allowed`,
  );
  // What an agent dials by his own hand is not paced.
  if (mode === 'preview') return;
  const lately = own.filter((one) => one.begunAt > at - 1_000).length;
  const { perSecond } = settings;
  must(
    perSecond === null || lately <= perSecond,
    'caps are kept',
    () => `${lately} calls in the second of ${call}`,
  );
  if (mode !== 'agentless') checkCallersFirst(state, books, campaign, 'called');
}

/** Nobody is called for an agent whom a caller needs. */
function checkCallersFirst(state: BoardState, books: Books, campaign: string, what: string): void {
  const [settings] = settingsOf(state, books, campaign) ?? [];
  const pause = settings?.blending.pauseWaiting ?? null;
  if (settings === undefined || pause === null) return;
  const waiting = callersIn(state, settings);
  must(
    waiting < pause,
    'callers come first',
    () => `somebody is ${what} for ${campaign} while ${waiting} callers wait`,
  );
}

function callersIn(state: BoardState, { queue }: CampaignSettings): number {
  return [...state.calls.values()].filter(
    ({ phase, attempt }) =>
      phase.name === 'waiting' &&
      phase.queue === queue &&
      attempt === null &&
      phase.callback === null &&
      phase.offers.length === 0,
  ).length;
}

function checkTrunk(state: BoardState, books: Books, fact: Extract<Fact, { kind: 'attempt.dialled' }>): void {
  const limits = state.office.trunks.find(({ id }) => id === fact.trunk)?.limits;
  if (limits === undefined) return;
  const prefix = `@${fact.trunk}`;
  const dialled = [...books.rings].filter(([, { trunk }]) => trunk === fact.trunk);
  // A call may go on without its customer, and his leg may be left of a call that is over.
  const up = dialled.filter(([leg]) => state.callsOfLeg.has(leg)).length;
  const { most, perSecond } = limits;
  must(most === null || up <= most, 'caps are kept', () => `${up} calls ${prefix}`);
  const lately = dialled.filter(([, { at }]) => at > fact.at - 1_000).length;
  must(
    perSecond === null || lately <= perSecond,
    'caps are kept',
    () => `${lately} calls a second ${prefix}`,
  );
}

/** How many customers may come for how many agents. */
function checkRisk(state: BoardState, books: Books, campaign: string, at: number): void {
  const [settings, changes] = settingsOf(state, books, campaign) ?? [];
  if (settings?.queue == null) return;
  const { queue, blending, abandon } = settings;
  const fresh = [...books.open()].filter(
    (one) => one.campaign === campaign && one.begunAt === at && !one.isAgentFirst,
  );
  const [first] = fresh;
  if (first === undefined || first.mode === 'agentless' || first.mode === 'manual') return;
  const members = membersOf(state, queue);
  const last = fresh.at(-1)?.order ?? 0;
  // What another campaign has dialled after it in the same turn is that one's risk.
  const coming = [...books.open()].filter(
    (one) => isComing(state, one) && one.order <= last && sharesWith(state, one.campaign, members),
  );
  const idle = [...members].flatMap((id) => {
    const agent = state.agents.get(id);
    return agent !== undefined && isFree(agent) && changes?.agents?.includes(id) !== false ? [agent] : [];
  });
  const unasked = idle.filter((agent) => takesAtOnce(state, agent)).length;
  const free = Math.max(0, Math.min(unasked, idle.length - blending.reserve));
  if (first.mode === 'power') {
    const ratio = changes?.ratio ?? (settings.dialling.name === 'power' ? settings.dialling.ratio : 1.5);
    const allowed = Math.max(free, Math.floor(ratio * free));
    return must(
      coming.length <= allowed,
      'power dials so many',
      () => `${coming.length} for ${free}, ${allowed} allowed`,
    );
  }
  if (coming.length <= free) return;
  const over = coming.length - free;
  const ready = [...members].filter((id) => state.agents.get(id)?.presence.name === 'ready').length;
  const least = settings.dialling.name === 'predictive' ? settings.dialling.leastAgents : 1;
  must(first.mode === 'predictive' && ready >= least, 'progressive calls are each for a free agent', () => {
    return `${coming.length} customers may come for ${free} agents: ${coming.map(({ call }) => call).join(' ')}`;
  });
  const limit = changes?.abandonLimit ?? abandon.limit;
  const { answered, abandoned } = books.day(first.campaign, at);
  const tokens = limit * answered - abandoned;
  const ringing = coming.filter(({ answeredAt }) => answeredAt === null);
  const cost =
    abandon.guarantee === 'certain'
      ? over - limit * ringing.length
      : expectedOf(state, settings, ringing, at) + coming.length - ringing.length - free;
  must(tokens > 0 && cost <= tokens + 1e-9, 'the budget is spent before dialling', () => {
    return `${over} customers of ${coming.length} may find nobody (${abandon.guarantee}: ${cost}), after ${abandoned} of ${answered} (${limit})`;
  });
}

/**
 * `expected` promises less than that all who are rung answer at once: three standard errors more than are expected of
 * them. How customers answer is what the campaign itself has learned; who is on his way, for whom, and what may be spent are
 * the books'.
 */
function expectedOf(
  state: BoardState,
  { id, abandon }: CampaignSettings,
  ringing: readonly Booked[],
  at: number,
): number {
  const learned = state.campaigns.get(id)?.learned;
  if (learned === undefined) return ringing.length;
  const { answeredBy, ringing: still } = tablesOf(learned, abandon.withinMs);
  const all = answeredBy.at(-1) ?? 0;
  let mean = 0;
  let variance = 0;
  for (const { begunAt } of ringing) {
    const age = Math.min(answeredBy.length - 1, Math.floor((at - begunAt) / 1_000));
    const rings = still[age] ?? 0;
    const chance = rings < 1e-9 ? 0 : (all - (answeredBy[age] ?? 0)) / rings;
    mean += chance;
    variance += chance * (1 - chance);
  }
  return Math.min(ringing.length, mean + 3 * Math.sqrt(Math.max(0, variance)));
}

/** Whom customers are on their way to is neither called for another one nor shown anything. */
function checkSpare(
  { state, effects }: Turn,
  books: Books,
  fact: Begun | Extract<Fact, { kind: 'contact.previewed' }>,
  id: Agent['id'],
  order: number,
): void {
  const agent = state.agents.get(id);
  // By his own hand he does as he likes; who has to pick up his phone nobody counts on.
  if (fact.kind === 'attempt.begun' && (fact.mode === 'manual' || fact.mode === 'preview')) return;
  const endpoint = agent?.phone == null ? undefined : state.phones.get(agent.phone)?.endpoint;
  if (agent === undefined || endpoint === undefined) return;
  const isRung = effects.some((effect) => effect.name === 'ring' && effect.endpoint === endpoint);
  const isShown = fact.kind === 'contact.previewed' && takesAtOnce(state, agent);
  if (!isShown && !answersByItself(state, agent) && (isRung || agent.seat === null)) return;
  const settings = settingsOf(state, books, fact.campaign)?.[0];
  if (settings?.queue == null) return;
  const members = membersOf(state, settings.queue);
  const coming = [...books.open()].filter(
    (one) => one.order < order && isComing(state, one) && sharesWith(state, one.campaign, members),
  );
  const free = [...members].filter((one) => {
    const other = state.agents.get(one);
    return other !== undefined && isIdle(other) && takesAtOnce(state, other);
  });
  must(coming.length <= free.length, 'nobody is taken from his customer', () => {
    return `${id} by ${fact.kind}: ${coming.map(({ call }) => call).join(' ')} for ${free.join(' ')}`;
  });
}

function isComing(state: BoardState, { call, isAgentFirst, outcome, heardAt, mode }: Booked): boolean {
  if (isAgentFirst || outcome !== null || heardAt !== null || mode === 'agentless') return false;
  return awaitsAgent(state.calls.get(call)?.phase);
}

/** Who is about to go away is not to have anybody called for him. */
function isFree(agent: Agent): boolean {
  return isIdle(agent) && agent.leaving === null && agent.pausing === null;
}
