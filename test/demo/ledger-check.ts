import { z } from 'zod';
import { CordboardError, messageOf } from '../../src/base/errors.ts';
import { Desk, within } from '../asterisk/harness/desk.ts';
import type { CallSeen } from './floor.ts';
import { judge } from './score.ts';
import type { Stage } from './stage.ts';

const rowSchema = z.object({
  call: z.string(),
  caller: z.object({ number: z.string() }),
  dialled: z.string(),
  queue: z.string().nullable(),
  agent: z.string().nullable(),
  disposition: z.string(),
  end: z.string(),
});
export type LedgerRow = z.output<typeof rowSchema>;

const pageSchema = z.object({ calls: z.array(rowSchema) });
const pageSize = 1_000;
const patienceMs = 10_000;

/** Hears which calls are over for Cordboard, so that nobody reads the ledger too early. */
export class LedgerWatch {
  readonly #desk: Desk;
  readonly #numberOf = new Map<unknown, string>();
  readonly #ended = new Set<string>();
  #onEnd = (): void => {};

  private constructor(desk: Desk) {
    this.#desk = desk;
    desk.onEvent = ({ kind, call, caller }) => {
      if (kind === 'call.arrived') this.#numberOf.set(call, (caller as { number: string }).number);
      const number = kind === 'call.ended' ? this.#numberOf.get(call) : undefined;
      if (number === undefined) return;
      this.#ended.add(number);
      this.#onEnd();
    };
  }

  static async open({ api, token }: Pick<Stage, 'api' | 'token'>): Promise<LedgerWatch> {
    const desk = await Desk.connect(api);
    const watch = new LedgerWatch(desk);
    await desk.command('sign-in', { token });
    return watch;
  }

  /** Resolves when all of these callers' calls are over, or when there is no more hope of it. */
  async settled(numbers: readonly string[]): Promise<void> {
    const isOver = (): boolean => numbers.every((number) => this.#ended.has(number));
    if (isOver()) return;
    const over = Promise.withResolvers<void>();
    this.#onEnd = () => isOver() && over.resolve();
    await within(over.promise, 'the calls to end', patienceMs).catch(() => {});
  }

  close(): void {
    this.#desk.close();
  }
}

/** The history rows of these callers since then. */
export async function readLedger(
  { api, token }: Pick<Stage, 'api' | 'token'>,
  numbers: ReadonlySet<string>,
  since: number,
): Promise<LedgerRow[]> {
  const rows: LedgerRow[] = [];
  let before = '';
  for (;;) {
    const query = `from=${Math.floor(since)}&limit=${pageSize}${before && `&before=${before}`}`;
    // oxlint-disable-next-line no-await-in-loop
    const page = await readPage(`${api}/api/v1/history?${query}`, token);
    rows.push(...page.filter(({ caller }) => numbers.has(caller.number)));
    before = page.at(-1)?.call ?? '';
    if (page.length < pageSize) return rows;
  }
}

async function readPage(url: string, token: string): Promise<LedgerRow[]> {
  try {
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
    return pageSchema.parse(await response.json()).calls;
  } catch (error) {
    throw new CordboardError('ledger-unread', `the ledger could not be read: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

/** Every difference between what the phones saw and what the ledger says, as a sentence about one call. */
export function compareWithLedger(calls: readonly CallSeen[], rows: readonly LedgerRow[]): string[] {
  const strangers = rows.filter(({ caller }) => !calls.some(({ plan }) => plan.number === caller.number));
  return [
    ...calls.flatMap((call) => {
      const { name, number } = call.plan;
      const own = rows.filter((row) => row.caller.number === number);
      return differencesOf(call, own).map((difference) => `${name} (${number}): ${difference}`);
    }),
    ...strangers.map(
      ({ call, caller }) => `${call}: the ledger has a call of ${caller.number}, who never called`,
    ),
  ];
}

function differencesOf(call: CallSeen, rows: readonly LedgerRow[]): string[] {
  const [row, ...more] = rows;
  if (row === undefined) return ['the ledger has no such call'];
  if (more.length > 0)
    return [`the ledger has ${rows.length} calls: ${rows.map((one) => one.call).join(', ')}`];
  const expected = expectedOf(call);
  return Object.entries(expected).flatMap(([field, seen]) => {
    const told = row[field as keyof typeof expected];
    return told === seen
      ? []
      : [`${field} is ${seen ?? 'none'} for the phones, ${told ?? 'none'} for the ledger (${row.call})`];
  });
}

type Expected = Partial<Pick<LedgerRow, 'dialled' | 'queue' | 'agent' | 'disposition' | 'end'>>;

/** What must stand in the ledger. How a call ended that went wrong is for the ledger alone to know. */
function expectedOf(call: CallSeen): Expected {
  const { target } = call.plan;
  const { outcome } = judge(call);
  const common = { dialled: target.number, agent: call.talk?.agent ?? null };
  if (call.talk !== null) {
    const end = call.talk.agentHungUp ? 'completed-by-agent' : 'completed-by-caller';
    const answered = { ...common, queue: target.queue, disposition: 'ANSWERED' };
    return outcome === 'answered' ? { ...answered, end } : answered;
  }
  if (outcome !== 'abandoned') return common;
  return { ...common, queue: target.queue, disposition: 'NO ANSWER', end: 'abandoned' };
}
