import type { Clock } from '../../base/clock.ts';
import { AriError } from './errors.ts';
import type { LineCounts } from './inbox.ts';
import type { OperationName } from './operations.generated.ts';

interface Pending {
  operation: OperationName;
  resolve: (result: unknown) => void;
  reject: (error: AriError) => void;
  cancelTimeout: () => void;
}

/** The requests that wait for their answer: each is settled once, by the answer, the clock or the line's end. */
export class PendingRequests {
  readonly #pending = new Map<string, Pending>();
  readonly #timeoutMs: number;
  readonly #clock: Clock;
  readonly #counts: LineCounts;
  #lastId = 0;

  constructor(timeoutMs: number, clock: Clock, counts: LineCounts) {
    this.#timeoutMs = timeoutMs;
    this.#clock = clock;
    this.#counts = counts;
  }

  /** Sends a request under an id of its own and waits; `send` is called at once, and not kept. */
  run(operation: OperationName, send: (id: string) => void): Promise<unknown> {
    this.#lastId += 1;
    const id = String(this.#lastId);
    return new Promise((resolve, reject) => {
      const cancelTimeout = this.#clock.after(this.#timeoutMs, () => {
        const said = `${operation}: Asterisk did not answer within ${this.#timeoutMs} ms`;
        this.reject(id, new AriError('timeout', said, { operation }));
      });
      this.#pending.set(id, { operation, resolve, reject, cancelTimeout });
      send(id);
    });
  }

  resolve(id: string, result: unknown): void {
    this.#take(id)?.resolve(result);
  }

  reject(id: string, error: AriError): void {
    this.#take(id)?.reject(error);
  }

  operationOf(id: string): OperationName | undefined {
    return this.#pending.get(id)?.operation;
  }

  rejectAll(reason: AriError): void {
    for (const [id, { operation }] of this.#pending) this.reject(id, lineDown(operation, reason));
  }

  #take(id: string): Pending | undefined {
    const pending = this.#pending.get(id);
    if (pending === undefined) this.#counts.lateAnswers += 1;
    pending?.cancelTimeout();
    this.#pending.delete(id);
    return pending;
  }
}

export function lineDown(operation: OperationName, reason: AriError): AriError {
  return new AriError('line-down', `${operation}: ${reason.message}`, { operation, cause: reason });
}
