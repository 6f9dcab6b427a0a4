import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { z } from 'zod';
import { officeFrom } from '../../src/office/read.ts';
import { nowMs } from '../phone/time.ts';
import { Trunk } from '../phone/trunk.ts';
import { Random } from '../simulation/random.ts';
import { Agent } from './agent.ts';
import { Caller } from './caller.ts';
import { chooseCast, type Cast } from './cast.ts';
import { type Audience, Floor } from './floor.ts';
import { compareWithLedger, LedgerWatch, readLedger } from './ledger-check.ts';
import { agentTone, planCallers } from './plan.ts';
import { judge, scoreOf, type Score } from './score.ts';
import type { Stage } from './stage.ts';

/** How many callers a minute an agent is given when nobody says otherwise: a little less than he can take. */
const perAgentAndMinute = 11;

export interface DemoOptions {
  readonly calls: number;
  readonly rate: number | null;
  readonly seed: number;
  readonly signal: AbortSignal;
  /** Seats the audience before the first call. */
  readonly open: (floor: Floor, cast: Cast) => Audience;
}

export interface Result {
  readonly score: Score;
  /** Calls that went wrong, and differences between the phones and the ledger; empty when all is well. */
  readonly problems: readonly string[];
}

/** Plays the demo in a Cordboard, to the end or until the signal; then everybody of the demo has gone. */
export async function playDemo(stage: Stage, options: DemoOptions): Promise<Result> {
  const { calls, seed, signal } = options;
  const cast = await castFor(stage);
  const random = new Random(seed);
  const perMinute = options.rate ?? perAgentAndMinute * cast.agents.length;
  const plans = planCallers(random.split(), { calls, perMinute, targets: cast.targets });
  const floor = new Floor(cast.agents, nowMs);
  floor.audience = options.open(floor, cast);
  const callers = new Map<string, Caller>();
  const opened: (() => Promise<void>)[] = [];
  const over = new AbortController();
  try {
    const watch = await LedgerWatch.open(stage);
    opened.push(async () => watch.close());
    const agents = await allOf(
      cast.agents.map(async (part, index) => {
        const callerWith = (number: string) => callers.get(number);
        const hz = agentTone(index);
        const agent = await Agent.open({ part, hz, stage, floor, random: random.split(), callerWith });
        opened.push(() => agent.leave());
        return agent;
      }),
    );
    const media = { keepHeardMs: 1_000 };
    const trunk = await Trunk.open({ server: stage.sip, localHost: cast.trunkHost, ...media });
    opened.push(() => trunk.close());
    await Promise.all(agents.map((agent) => agent.ready()));

    const since = nowMs() - 1_000;
    const lives = plans.map(async (plan) => {
      await pause(plan.atMs, undefined, { signal: over.signal });
      const caller = new Caller(plan, trunk, floor);
      callers.set(plan.number, caller);
      await caller.live();
    });
    await Promise.race([Promise.all(lives), interrupted(signal), ...agents.map(({ failed }) => failed)]);

    const numbers = plans.map(({ number }) => number);
    await watch.settled(numbers);
    const rows = await readLedger(stage, new Set(numbers), since);
    return { score: scoreOf(floor.calls, floor.freed), problems: problemsOf(floor, rows) };
  } finally {
    over.abort();
    floor.audience = { look: () => {} };
    // Callers first: an agent in a talk cannot sign out.
    const [trunk, ...others] = opened.toReversed();
    await trunk?.();
    await Promise.all(others.map((close) => close()));
  }
}

function problemsOf({ calls }: Floor, rows: Parameters<typeof compareWithLedger>[1]): string[] {
  const wrong = calls.flatMap((call) => {
    const { outcome, why } = judge(call);
    return why === null ? [] : [`${call.plan.name} (${call.plan.number}): ${outcome}, ${why}`];
  });
  return [...wrong, ...compareWithLedger(calls, rows)];
}

async function castFor(stage: Stage): Promise<Cast> {
  const file = join(stage.dataDir, 'office.yaml');
  const document = officeFrom(await readFile(file, 'utf8'), file);
  const agents = await agentsNow(stage);
  const seated = agents.filter(({ state }) => state !== 'signed-out');
  return chooseCast(document, {
    atWork: new Set(seated.map(({ agent }) => agent)),
    phonesInUse: new Set([...seated.flatMap(({ phone }) => phone ?? []), ...(await registeredPhones(stage))]),
  });
}

const agentsSchema = z.object({
  agents: z.array(z.object({ agent: z.string(), state: z.string(), phone: z.string().nullable() })),
});
const endpointsSchema = z.array(z.object({ resource: z.string(), state: z.string() }));

async function agentsNow({ api, token }: Stage): Promise<z.output<typeof agentsSchema>['agents']> {
  const response = await fetch(`${api}/api/v1/agents`, { headers: { authorization: `Bearer ${token}` } });
  return agentsSchema.parse(await response.json()).agents;
}

/** A phone has one place only: registering ours would push somebody's real one off. */
async function registeredPhones({ ari }: Stage): Promise<string[]> {
  const authorization = `Basic ${Buffer.from(`${ari.user}:${ari.password}`).toString('base64')}`;
  const response = await fetch(`${ari.url}/ari/endpoints/PJSIP`, { headers: { authorization } });
  const endpoints = endpointsSchema.parse(await response.json());
  return endpoints.filter(({ state }) => state === 'online').map(({ resource }) => resource);
}

/** Waits for each of them, even when one has failed: what was opened must be known before it can be closed. */
async function allOf<Thing>(coming: readonly Promise<Thing>[]): Promise<Thing[]> {
  await Promise.allSettled(coming);
  return await Promise.all(coming);
}

function interrupted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
