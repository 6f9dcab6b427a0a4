import type { AgentId } from '../../board/ids.ts';
import type { BoardState } from '../../board/state.ts';
import { openAgentSegment } from '../open-rows.ts';
import { ContactBuilder, isHandling, type Contact } from './contacts.ts';
import { others, pageLength, paged } from './paged.ts';
import type { FigureRows, StoredAgentSegment } from './rows.ts';

type Span = Omit<StoredAgentSegment, 'id'>;

/** A contact has so many stretches at most before the time that is asked for; more would be somebody playing with hold. */
const mostBefore = 50;

/**
 * What one agent did in this time: each stretch that reaches into it, and each contact that began in it, whole, be it
 * that it goes on after it. `open` is what the agent does now.
 */
export async function readAgent(
  rows: FigureRows,
  state: Readonly<BoardState>,
  agent: AgentId,
  { from, to, now }: { readonly from: number; readonly to: number; readonly now: number },
  take: {
    /** When it is missing, only what contacts are made of is read. */
    readonly span?: (span: Span) => void;
    readonly contact: (contact: Contact) => void;
  },
): Promise<void> {
  // Before anything else is awaited, so that no stretch ends unseen between this and the rows.
  const open = openAgentSegment(state, agent, now) as Span[];
  const upTo = (open[0]?.startAt ?? now) + 1;
  const builder = new ContactBuilder();
  const give = (contact: Contact | null): void => {
    if (contact !== null && contact.startAt >= from && contact.startAt < to) take.contact(contact);
  };
  // A contact that had begun before is known by what the agent did before.
  for (const span of beginning(rows, agent, from)) builder.add(span);
  const asked = { from, to: upTo, limit: pageLength, isAll: take.span !== undefined };
  const stored = paged<StoredAgentSegment>((last) =>
    rows.agentSegments(agent, { ...asked, after: last === null ? null : { at: last.endAt, id: last.id } }),
  );
  let isOver = false;
  const one = (span: Span): void => {
    if (span.startAt < to) take.span?.(span);
    give(builder.add(span));
    isOver = span.startAt >= to && (builder.openSince ?? to) >= to;
  };
  for await (const span of stored) {
    one(span);
    if (isOver) break;
  }
  for (const span of isOver ? [] : open) if (span.endAt > from) one(span);
  give(builder.end());
}

/** The stretches of the contact that goes on at that time, the first first. */
function beginning(rows: FigureRows, agent: AgentId, at: number): StoredAgentSegment[] {
  const before = rows.agentSegmentsBefore(agent, at, mostBefore);
  const first = before.findIndex(({ state }) => !isHandling(state));
  return before.slice(0, first === -1 ? before.length : first).toReversed();
}

/** One after the other, with everybody else between them. */
export async function readAgents(
  agents: readonly AgentId[],
  read: (agent: AgentId) => Promise<void>,
): Promise<void> {
  for (const agent of agents) {
    // oxlint-disable-next-line no-await-in-loop
    await read(agent);
    // oxlint-disable-next-line no-await-in-loop
    await others();
  }
}
