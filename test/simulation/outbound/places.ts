import type { Turn } from '../../../src/board/turn.ts';
import { must } from '../violation.ts';
import type { Books } from './books.ts';

/** How late the process may be with what is due. */
const slackMs = 500;
/** The way to a detection and back, and as long again as who does not come is fetched. */
const detectionWayMs = 300 + 500;
/** How long a bridge is waited for that Asterisk is slow to make: nobody else could have him earlier. */
const bridgingMs = 8_000;

/** Where customers and contacts are after each step: with one agent, or not for long with none. */
export class Places {
  /** While the line is down nobody can be told anything. */
  #awakeSince = 0;

  restarted(at: number): void {
    this.#awakeSince = at;
  }

  check(turn: Turn, books: Books): void {
    const { state, at, facts } = turn;
    if (!state.lineIsUp || facts.some(({ kind }) => kind === 'line.up')) this.#awakeSince = at;
    checkPreviews(turn);
    checkWaiting(turn, books, this.#awakeSince);
    checkMessage(turn, books);
  }
}

/** An agent looks at one contact at most, and nobody else does. */
function checkPreviews({ state }: Turn): void {
  const shown = new Map<string, number>();
  for (const { id, state: held } of state.contacts.values()) {
    if (held.name !== 'previewed') continue;
    must(
      !shown.has(held.agent),
      'one contact an agent',
      () => `${held.agent} sees ${shown.get(held.agent)} and ${id}`,
    );
    shown.set(held.agent, id);
    const work = state.agents.get(held.agent)?.work;
    const isShown = work?.name === 'previewing' && work.contact === id;
    must(
      isShown,
      'who sees a contact does nothing else',
      () => `contact ${id} is shown to ${held.agent}: ${work?.name}`,
    );
  }
  for (const { id, work } of state.agents.values()) {
    if (work.name !== 'previewing') continue;
    must(
      shown.get(id) === work.contact,
      'who sees a contact does nothing else',
      () => `${id} sees ${work.contact} no more`,
    );
  }
}

function checkWaiting({ state, at }: Turn, books: Books, awakeSince: number): void {
  for (const { call, campaign, answeredAt, heardAt, outcome, isMachine } of books.open()) {
    const now = state.calls.get(call);
    const phase = now?.phase.name;
    if (answeredAt === null || heardAt !== null || outcome !== null || isMachine) continue;
    // An agent has sent him elsewhere instead of picking up: that is his doing, and the law counts it as abandoned.
    if (now?.lastRedirection != null) continue;
    const settings = state.office.campaigns.find(({ id }) => id === campaign);
    const { withinMs = 0 } = settings?.abandon ?? {};
    const since = Math.max(answeredAt, awakeSince);
    const longestMs = {
      waiting: withinMs,
      dialling: withinMs,
      // He is in nobody's hands until he is back, or given up.
      away: Math.max(withinMs, (settings?.detection.longestMs ?? 0) + detectionWayMs),
      talking: withinMs + bridgingMs,
    }[phase as string];
    if (longestMs === undefined) continue;
    const mostMs = longestMs + slackMs;
    must(at - since <= mostMs, 'nobody waits for an agent for long', () => {
      return `${call} is ${phase} for ${at - since} ms of ${mostMs}`;
    });
  }
}

/** Who is let go because nobody is there hears so. */
function checkMessage({ facts, effects, state }: Turn, books: Books): void {
  for (const fact of facts) {
    if (fact.kind !== 'attempt.overflowed') continue;
    const call = books.calls.get(fact.call);
    const settings = state.office.campaigns.find(({ id }) => id === call?.campaign);
    if (settings?.abandon.message == null || !state.lineIsUp) continue;
    const leg = call?.legs.at(-1);
    const isPlayed = effects.some(
      (effect) => effect.name === 'play' && effect.channel === leg && effect.media.includes('sound:sorry'),
    );
    must(isPlayed, 'who is let go hears the message', () => `${fact.call} hears nothing`);
  }
}
