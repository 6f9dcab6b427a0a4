import { readFileSync, unwatchFile, watchFile } from 'node:fs';
import { createContext, Script, type Context } from 'node:vm';
import { z } from 'zod';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import type { PlugIn } from '../board/acd/plug-in.ts';
import type { Candidate, Pick } from '../board/acd/strategy.ts';
import { tallyOf } from '../board/acd/tally.ts';
import type { AgentId } from '../board/ids.ts';

/** All that one question may take, and the file when it is read. */
const usualLongestMs = 50;
/** After one that took longer nobody waits for the next for a while. */
const pauseMs = 10_000;
/** Of what goes wrong again and again one line is enough. */
const logEveryMs = 60_000;
const watchEveryMs = 1_000;

const ask = new Script('JSON.stringify(order(JSON.parse(question)))', { filename: 'cordboard' });
const answer = z.array(z.string());

/**
 * The office's own strategy: a JavaScript file with a function `order(question)` that gives agents' ids in the order in
 * which they should have the call. It runs apart from Cordboard, has nothing of Node, and 50 ms. It is no prison: who may
 * write the file is trusted, so it is named by a setting of the process and not by the office file.
 */
export class StrategyFile implements PlugIn {
  readonly #file: string;
  readonly #log: Logger;
  readonly #longestMs: number;
  #context: Context | null = null;
  #source = '';
  #pausedUntil = 0;
  #loggedAt = -Infinity;

  constructor({
    file,
    log,
    longestMs = usualLongestMs,
  }: {
    readonly file: string;
    readonly log: Logger;
    readonly longestMs?: number;
  }) {
    this.#file = file;
    this.#log = log;
    this.#longestMs = longestMs;
    this.load();
    watchFile(file, { interval: watchEveryMs, persistent: false }, () => this.load());
  }

  stop(): void {
    unwatchFile(this.#file);
  }

  /** Reads the file anew. One that cannot be used leaves the former in force. */
  load(): void {
    try {
      const source = readFileSync(this.#file, 'utf8');
      if (source === this.#source && this.#context !== null) return;
      // With microtasks of its own, or a promise would run on when the time is over.
      const context = createContext(
        {},
        { codeGeneration: { strings: false, wasm: false }, microtaskMode: 'afterEvaluate' },
      );
      new Script(source, { filename: this.#file }).runInContext(context, { timeout: this.#longestMs });
      if (new Script('typeof order').runInContext(context) !== 'function')
        throw new Error('it has no function named order');
      this.#context = context;
      this.#source = source;
      this.#pausedUntil = 0;
      this.#loggedAt = -Infinity;
      this.#log.info({ file: this.#file }, 'the strategy file is in force');
    } catch (error) {
      const reason = messageOf(error);
      this.#log.error(
        { file: this.#file, reason },
        'the strategy file cannot be used; the former stays in force',
      );
    }
  }

  order(pick: Pick): readonly AgentId[] | null {
    const context = this.#context;
    if (context === null || pick.at < this.#pausedUntil) return null;
    try {
      context['question'] = JSON.stringify(questionOf(pick));
      const said: unknown = ask.runInContext(context, { timeout: this.#longestMs });
      return answer.parse(JSON.parse(String(said))) as AgentId[];
    } catch (error) {
      if (isTimeout(error)) this.#pausedUntil = pick.at + pauseMs;
      this.#complain(messageOf(error), pick);
      return null;
    }
  }

  #complain(reason: string, { at, queue }: Pick): void {
    if (at - this.#loggedAt < logEveryMs) return;
    this.#loggedAt = at;
    this.#log.warn(
      { file: this.#file, queue: queue.id, reason },
      'the strategy file failed: by longest idle',
    );
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

/** `docs/acd.md` tells of each field. */
function questionOf(pick: Pick): unknown {
  const { at, queue, call, waiting, needs, prefers, candidates } = pick;
  return {
    at,
    queue: queue.id,
    call: {
      id: call.id,
      caller: call.caller.number,
      dialled: call.dialled,
      data: call.data,
      waitedMs: at - waiting.enteredAt,
      priority: waiting.priority,
      needs,
      prefers,
    },
    agents: candidates
      .toSorted((a, b) => a.member.position - b.member.position)
      .map((candidate) => agentIn(candidate, pick)),
  };
}

function agentIn({ agent, member, missed }: Candidate, { state, queue, at }: Pick): unknown {
  const { tier, priority, rank, weight, position } = member;
  const { answered, handled, talkMs, wrapUpMs, readyMs } = tallyOf(
    state,
    agent.id,
    queue.strategy.window,
    at,
  );
  const ago = (then: number | null): number | null => (then === null ? null : at - then);
  return {
    id: agent.id,
    skills: state.skillsOf.get(agent.id) ?? {},
    tier,
    priority,
    rank,
    weight,
    position,
    missed,
    readyForMs: ago(agent.readySince),
    sinceContactMs: ago(agent.lastContactEnd),
    sinceOfferMs: ago(agent.lastOfferAt),
    answered,
    handled,
    talkMs,
    wrapUpMs,
    readyMs,
  };
}
