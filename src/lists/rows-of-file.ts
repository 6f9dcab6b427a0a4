import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { Transform, type Readable } from 'node:stream';
import { parse, CsvError } from 'csv-parse';
import { CordboardError } from '../base/errors.ts';
import { Columns } from './columns.ts';
import { rawOfJson } from './json-row.ts';
import type { ImportFormat, RawContact, Reject } from './format.ts';
import { readUContactRow } from './ucontact-row.ts';

const separators = [',', ';', '\t', '|'] as const;
const longestRecord = 1_000_000;

interface CsvRecord {
  readonly record: readonly string[];
  /** `lines`: up to its end. */
  readonly info: { readonly lines: number };
}

/**
 * The contacts of a file, in its order: read as it is written (UTF-8, UTF-16 with its mark, else Windows-1252).
 * Throws 'columns-wrong', 'csv-broken' with the line.
 */
export async function* rowsOfFile(
  file: string,
  format: ImportFormat,
  onBytes: (bytes: number) => void,
): AsyncGenerator<RawContact | Reject, void> {
  const encoding = await encodingOf(file);
  const source = createReadStream(file, { highWaterMark: 256 * 1024 });
  source.on('data', (chunk) => onBytes(chunk.length));
  const text = source.pipe(decoder(encoding));
  if (format.kind === 'json') yield* jsonRows(text);
  else yield* csvRows(text, format, await separatorOf(file, encoding, format));
}

async function* csvRows(
  text: Readable,
  format: Exclude<ImportFormat, { kind: 'json' }>,
  delimiter: string,
): AsyncGenerator<RawContact | Reject, void> {
  const parser = parse({
    bom: true,
    delimiter,
    info: true,
    // In uContact's format a quote is a sign like any other.
    quote: format.kind === 'csv' ? '"' : false,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
  });
  text.on('error', (error) => parser.destroy(error));
  let columns: Columns | null = null;
  try {
    for await (const { record, info } of text.pipe(parser) as AsyncIterable<CsvRecord>) {
      const { lines: line } = info;
      if (record.every((cell) => cell.trim() === '')) continue;
      if (format.kind === 'ucontact') {
        yield readUContactRow(record, line, format);
      } else if (columns === null) {
        columns = new Columns(record, format.columns);
      } else if (record.slice(columns.count).some((cell) => cell.trim() !== '')) {
        const detail = `has ${record.length} fields, the titles are ${columns.count}`;
        yield {
          line,
          column: '',
          rule: 'too-many-fields',
          value: record.join(delimiter).slice(0, 200),
          detail,
        };
      } else {
        yield columns.read(record, line);
      }
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const line = typeof error['lines'] === 'number' ? ` at line ${error['lines']}` : '';
    throw new CordboardError('csv-broken', `the file is no CSV${line}: ${error.message}`, { cause: error });
  }
  if (format.kind === 'csv' && columns === null)
    throw new CordboardError('columns-wrong', 'the file is empty');
}

async function* jsonRows(text: Readable): AsyncGenerator<RawContact | Reject, void> {
  let line = 0;
  let rest = '';
  for await (const chunk of text as AsyncIterable<Buffer | string>) {
    const lines = (rest + chunk.toString()).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > longestRecord) {
      throw new CordboardError(
        'csv-broken',
        `line ${line + lines.length + 1} is longer than ${longestRecord}`,
      );
    }
    for (const one of lines) {
      line += 1;
      if (one.trim() !== '') yield rawOfJson(one, line);
    }
  }
  if (rest.trim() !== '') yield rawOfJson(rest, line + 1);
}

function decoder(encoding: string): Transform {
  const decode = new TextDecoder(encoding);
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      done(null, decode.decode(chunk, { stream: true }));
    },
    flush(done) {
      done(null, decode.decode());
    },
  });
}

async function encodingOf(file: string): Promise<string> {
  const start = await head(file, 2);
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const decode = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(file, {
      highWaterMark: 1024 * 1024,
    }) as AsyncIterable<Buffer>) {
      decode.decode(chunk, { stream: true });
    }
    decode.decode();
    return 'utf-8';
  } catch (error) {
    if (error instanceof TypeError) return 'windows-1252';
    throw error;
  }
}

/** The sign of which the first line has most, outside quotes. */
async function separatorOf(
  file: string,
  encoding: string,
  { kind }: Exclude<ImportFormat, { kind: 'json' }>,
): Promise<string> {
  if (kind === 'ucontact') return ';';
  const text = new TextDecoder(encoding).decode(await head(file, 64 * 1024));
  const [first = ''] = text.split(/[\r\n]/, 1);
  const bare = first.replaceAll(/"[^"]*"/g, '');
  const count = (separator: string) => bare.split(separator).length;
  return [...separators].sort((a, b) => count(b) - count(a))[0] ?? ',';
}

async function head(file: string, bytes: number): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(bytes), 0, bytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
