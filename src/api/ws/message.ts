import { CordboardError } from '../../base/errors.ts';
import { malformedJson } from '../errors.ts';

/** What a client sends: `{"id": 7, "command": "ready", …input}`. */
export interface Message {
  readonly id: MessageId;
  readonly command: string;
  readonly input: Record<string, unknown>;
}

/** The client's own; it comes back with the answer. */
export type MessageId = string | number | null;

/** An error that belongs to a message whose id is known. */
export class MessageError extends CordboardError {
  readonly id: MessageId;

  constructor(id: MessageId, message: string) {
    super('input-wrong', message);
    this.id = id;
  }
}

const example = '{"id":1,"command":"ready"}';

export function parseMessage(data: Buffer, isBinary: boolean): Message {
  if (isBinary) throw new MessageError(null, `messages are text, such as ${example}`);
  let parsed: unknown;
  try {
    parsed = JSON.parse(data.toString('utf8'));
  } catch (error) {
    throw malformedJson(error, 'the message');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new MessageError(null, `a message is an object, such as ${example}`);
  }
  const { id = null, command, ...input } = parsed as Record<string, unknown>;
  if (id !== null && typeof id !== 'string' && typeof id !== 'number') {
    throw new MessageError(null, 'id: must be a text or a number');
  }
  if (typeof command !== 'string') throw new MessageError(id, `command: is missing, as in ${example}`);
  return { id, command, input };
}
