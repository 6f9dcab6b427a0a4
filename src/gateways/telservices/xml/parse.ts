import { SaxesParser } from 'saxes';
import { RequestError } from '../errors.ts';
import type { XmlElement } from './element.ts';

export interface XmlLimits {
  readonly bytes: number;
  readonly depth: number;
  readonly elements: number;
}

interface OpenElement {
  readonly name: string;
  text: string;
  readonly children: XmlElement[];
}

/**
 * Reads one document from pieces as they arrive and knows by the end tag of its root that it is complete; the protocol
 * has no other mark. Takes elements and text only: a prolog, a DOCTYPE, entities but the five of XML, attributes,
 * comments, CDATA and instructions are errors ("Protocol: only XML elements are accepted").
 */
export class XmlReader {
  readonly #limits: XmlLimits;
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  readonly #parser = new SaxesParser({ position: false });
  readonly #open: OpenElement[] = [];
  #bytes = 0;
  #elements = 0;
  #root: XmlElement | null = null;

  constructor(limits: XmlLimits) {
    this.#limits = limits;
    const parser = this.#parser;
    // What follows a complete document is nobody's mistake.
    const refuse = (what: string) => () => {
      if (this.#root === null) this.#fail(`${what} is not accepted`);
    };
    parser.on('xmldecl', refuse('a prolog'));
    parser.on('doctype', refuse('a DOCTYPE'));
    parser.on('processinginstruction', refuse('a processing instruction'));
    parser.on('comment', refuse('a comment'));
    parser.on('cdata', refuse('a CDATA section'));
    parser.on('attribute', refuse('an attribute'));
    parser.on('error', ({ message }) => {
      if (this.#root === null) this.#fail(`is not well-formed: ${message.slice(0, 80)}`);
    });
    parser.on('opentagstart', ({ name }) => this.#begin(name));
    parser.on('text', (text) => this.#hear(text));
    parser.on('closetag', () => this.#end());
  }

  /** The whole document, once it is there; bytes after it are left alone. */
  get root(): XmlElement | null {
    return this.#root;
  }

  /** Throws RequestError, after which nothing more may be read. */
  take(chunk: Uint8Array): void {
    if (this.#root !== null) return;
    this.#bytes += chunk.length;
    if (this.#bytes > this.#limits.bytes) {
      throw new RequestError(
        this.#place,
        `the request is longer than ${this.#limits.bytes} bytes`,
        'request-too-large',
      );
    }
    this.#parser.write(this.#decode(chunk));
  }

  /** Throws when the document is not complete though nothing more will come. */
  finish(): XmlElement {
    if (this.#root !== null) return this.#root;
    return this.#fail('ends before its end tag');
  }

  #decode(chunk: Uint8Array): string {
    try {
      return this.#decoder.decode(chunk, { stream: true });
    } catch {
      return this.#fail('is not UTF-8');
    }
  }

  #begin(name: string): void {
    if (this.#root !== null) return;
    this.#elements += 1;
    if (this.#open.length >= this.#limits.depth) this.#fail(`is nested deeper than ${this.#limits.depth}`);
    if (this.#elements > this.#limits.elements) {
      this.#fail(`has more than ${this.#limits.elements} elements`, 'request-too-large');
    }
    this.#open.push({ name, text: '', children: [] });
  }

  #hear(text: string): void {
    const inside = this.#open.at(-1);
    if (inside !== undefined) inside.text += text;
  }

  #end(): void {
    const closed = this.#open.at(-1);
    if (closed === undefined || this.#root !== null) return;
    if (closed.children.length > 0) {
      if (closed.text.trim() !== '') this.#fail('has text between its elements');
      closed.text = '';
    }
    this.#open.pop();
    const parent = this.#open.at(-1);
    if (parent === undefined) this.#root = closed;
    else parent.children.push(closed);
  }

  get #place(): string {
    return this.#open.map(({ name }) => name.slice(0, 40)).join(' > ') || 'request';
  }

  #fail(rule: string, code?: string): never {
    throw new RequestError(this.#place, rule, code);
  }
}

/** A document that is there in whole. */
export function parseXml(text: string, limits: XmlLimits): XmlElement {
  const reader = new XmlReader(limits);
  reader.take(new TextEncoder().encode(text));
  return reader.finish();
}
