/** What every error of Cordboard carries: a stable code for machines, a sentence for people, and its cause. */
export class CordboardError extends Error {
  override readonly name: string = 'CordboardError';
  readonly code: string;
  /** Fields for machines (the field that is wrong, the limit that was passed); never secrets. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    options: { cause?: unknown; details?: Record<string, unknown> } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
  }
}

/** The sentence of an unknown thrown value. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Marks a branch that the types say cannot be reached. */
export function unreachable(value: never): never {
  throw new CordboardError('unreachable', `unreachable case: ${JSON.stringify(value)}`);
}
