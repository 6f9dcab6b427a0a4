import { CordboardError } from '../../src/base/errors.ts';
import type { OfficeDocument } from '../../src/office/schema.ts';

/** An agent whom the demo plays. */
export interface Part {
  readonly id: string;
  readonly name: string;
  readonly password: string;
  readonly phone: { readonly id: string; readonly secret: string };
}

/** A number that the demo's callers dial. */
export interface Target {
  readonly number: string;
  readonly queue: string;
  /** For people. */
  readonly queueName: string;
  /** How many of the played agents serve it: its part of the callers. */
  readonly weight: number;
}

export interface Cast {
  readonly office: string;
  readonly agents: readonly Part[];
  readonly targets: readonly Target[];
  /** Address from which the office takes calls from outside. */
  readonly trunkHost: string;
}

/** What is so at this moment. */
export interface Present {
  /** Agents who are signed in. */
  readonly atWork: ReadonlySet<string>;
  /** Phones that somebody sits at, or that are registered. */
  readonly phonesInUse: ReadonlySet<string>;
}

/**
 * Who can be played: agents who are signed out, in queues where nobody is at work. So no human gets a caller of the
 * demo, and no caller of a human gets an agent of the demo. Throws 'cast-missing' with every reason.
 */
export function chooseCast(document: OfficeDocument, present: Present): Cast {
  const busy = new Map<string, string>();
  for (const { id, members } of document.queues) {
    const worker = members.find(({ agent }) => present.atWork.has(agent));
    if (worker !== undefined) busy.set(id, worker.agent);
  }
  const reasons: string[] = [];
  const agents = document.agents.flatMap((agent): Part[] => {
    const part = partOf(document, agent, present, busy);
    if (typeof part !== 'string') return [part];
    reasons.push(part);
    return [];
  });
  const targets = targetsOf(document, agents);
  if (targets.length === 0) {
    const why = reasons.length > 0 ? reasons.join('; ') : 'no number reaches a queue with agents';
    throw new CordboardError(
      'cast-missing',
      `the demo plays agents who are signed out, and there is none: ${why}. ` +
        'npm run cordboard -- desk <agent> and sign-out makes one free',
    );
  }
  return { office: document.office, agents, targets, trunkHost: trunkHostOf(document) };
}

/** The part, or why there is none. */
function partOf(
  document: OfficeDocument,
  { id, name, password, phone }: OfficeDocument['agents'][number],
  present: Present,
  busy: ReadonlyMap<string, string>,
): Part | string {
  if (present.atWork.has(id)) return `${id} is signed in`;
  const queues = document.queues.filter(({ members }) => members.some((member) => member.agent === id));
  if (queues.length === 0) return `${id} serves no queue`;
  const shared = queues.find((queue) => busy.has(queue.id));
  if (shared !== undefined) return `${id} serves ${shared.id}, where ${busy.get(shared.id)} is at work`;
  const account = document.phones.find((one) => one.id === phone);
  if (account === undefined) return `${id} has no phone`;
  if (present.phonesInUse.has(account.id)) return `${id}'s phone ${account.id} is in use`;
  if (password === undefined) return `${id}'s password is not in the office file`;
  return { id, name, password, phone: { id: account.id, secret: account.secret } };
}

function targetsOf(document: OfficeDocument, agents: readonly Part[]): Target[] {
  return document.numbers.flatMap(({ number, to }) => {
    const queue = document.queues.find((one) => to.kind === 'queue' && one.id === to.queue);
    const weight = agents.filter((agent) =>
      queue?.members.some((member) => member.agent === agent.id),
    ).length;
    return queue === undefined || weight === 0
      ? []
      : [{ number, queue: queue.id, queueName: queue.name, weight }];
  });
}

function trunkHostOf({ trunks }: OfficeDocument): string {
  const host = trunks.flatMap(({ match }) => match).find((address) => /^127\.\d+\.\d+\.\d+$/.test(address));
  if (host !== undefined) return host;
  throw new CordboardError(
    'trunk-missing',
    'the office has no trunk that takes calls from this machine: add one with host 127.0.0.2 and match [127.0.0.2]',
  );
}
