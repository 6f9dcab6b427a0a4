import type { Logger } from '../../base/log.ts';
import { eventTypes } from './events.generated.ts';
import type { AriEvent, RESTResponse } from './events.generated.ts';

export interface AriListener {
  /** Synchronous. What it throws is logged and counted, and the line goes on. */
  onEvent(event: AriEvent): void;
}

/** What came in and could not be used. */
export interface LineCounts {
  unknownEvents: number;
  malformedMessages: number;
  listenerErrors: number;
  /** Answers to requests that had already timed out. */
  lateAnswers: number;
}

export function newCounts(): LineCounts {
  return { unknownEvents: 0, malformedMessages: 0, listenerErrors: 0, lateAnswers: 0 };
}

interface Message {
  type: string;
}

/** Reads what Asterisk sends; nothing that it sends, and nothing that the listener does, ends the line. */
export class Inbox {
  readonly #listener: AriListener;
  readonly #counts: LineCounts;
  readonly #log: Logger;
  readonly #unknownTypes = new Set<string>();

  constructor(listener: AriListener, counts: LineCounts, log: Logger) {
    this.#listener = listener;
    this.#counts = counts;
    this.#log = log;
  }

  /** Hands an event to the listener, or gives an answer back to the caller. */
  read(text: string): RESTResponse | undefined {
    const message = this.#parse(text);
    if (message === undefined) return undefined;
    if (message.type === 'RESTResponse') return message as Message & RESTResponse;
    if (eventTypes.has(message.type)) this.#deliver(message as AriEvent);
    else this.#countUnknown(message.type);
    return undefined;
  }

  #parse(text: string): Message | undefined {
    try {
      const message: unknown = JSON.parse(text);
      if (hasType(message)) return message;
    } catch {
      // counted below, like JSON that is no message
    }
    this.#counts.malformedMessages += 1;
    this.#log.warn({ bytes: text.length }, 'Asterisk sent something that is no message; ignored');
    return undefined;
  }

  #deliver(event: AriEvent): void {
    try {
      this.#listener.onEvent(event);
    } catch (error) {
      this.#counts.listenerErrors += 1;
      this.#log.error({ err: error, type: event.type }, 'an event could not be handled');
    }
  }

  #countUnknown(type: string): void {
    this.#counts.unknownEvents += 1;
    if (this.#unknownTypes.has(type)) return;
    this.#unknownTypes.add(type);
    this.#log.debug({ type }, 'Asterisk sends an event that Cordboard does not know; ignored');
  }
}

function hasType(message: unknown): message is Message {
  return (
    typeof message === 'object' && message !== null && 'type' in message && typeof message.type === 'string'
  );
}
