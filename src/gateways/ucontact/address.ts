import type { Caller, Role } from '../../control/caller.ts';
import type { Answer } from './answers.ts';
import type { Form } from './form.ts';

/** Who asks, and for what. */
export interface Asked {
  readonly caller: Caller;
  /** The parts of the path that are named with a colon. */
  readonly path: Readonly<Record<string, string>>;
}

/** One address of the document. */
export interface Address {
  readonly method: 'get' | 'post';
  /** With the parts that vary as in `/records/:file`. */
  readonly path: string;
  /** The parameters of the document, as it spells them; others are not looked at. */
  readonly parameters: readonly string[];
  /** Who may ask. */
  readonly permission: Role;
  /**
   * What the document prints for an error: `zero` for "0 se houver erro" (the sentence goes in the header `x-error`),
   * `sentence` where it prints none, which is status 400 and a sentence that names the parameter.
   */
  readonly onError: 'zero' | 'sentence';
  /** Whether a file comes with it; all else is small. */
  readonly takesFile?: true;
  handle(form: Form, asked: Asked): Answer | Promise<Answer>;
}

/** Below this are all addresses but those of recordings. */
export const resources = '/Integra/resources';
