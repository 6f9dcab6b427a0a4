/** What an address answers: the document knows plain text and JSON, and recordings are files. */
export type Answer =
  | { readonly kind: 'text'; readonly status: number; readonly text: string }
  | { readonly kind: 'json'; readonly status: number; readonly value: unknown }
  /** The whole file or any part of it, as the client asks; `file` is below `folder`. */
  | { readonly kind: 'file'; readonly folder: string; readonly file: string; readonly type: string };

export const text = (words: string, status = 200): Answer => ({ kind: 'text', status, text: words });
export const json = (value: unknown, status = 200): Answer => ({ kind: 'json', status, value });

/** "1": done. */
export const done: Answer = text('1');
/** "Vazio, é uma solicitação assíncrona". */
export const empty: Answer = text('');
