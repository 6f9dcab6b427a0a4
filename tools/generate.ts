/**
 * Writes src/asterisk/ari/{events,operations}.generated.ts from Asterisk's own description of its API.
 *
 *   npm run generate -- /usr/share/asterisk/rest-api
 *   ARI_USER=… ARI_PASSWORD=… npm run generate -- http://127.0.0.1:8088
 */
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { generate, type ApiDocument } from './generate/render.ts';

const documents = [
  'applications',
  'asterisk',
  'bridges',
  'channels',
  'deviceStates',
  'endpoints',
  'events',
  'mailboxes',
  'playbacks',
  'recordings',
  'sounds',
];

async function readDocument(source: string, name: string): Promise<ApiDocument> {
  if (!/^https?:/.test(source)) {
    return JSON.parse(await readFile(path.join(source, `${name}.json`), 'utf8')) as ApiDocument;
  }
  const credentials = `${process.env['ARI_USER'] ?? ''}:${process.env['ARI_PASSWORD'] ?? ''}`;
  const response = await fetch(`${source.replace(/\/+$/, '')}/ari/api-docs/${name}.json`, {
    headers: { authorization: `Basic ${Buffer.from(credentials).toString('base64')}` },
    signal: AbortSignal.timeout(10_000),
  });
  if (!response.ok)
    throw new Error(`${response.status} ${response.statusText} for ${name}.json of ${source}`);
  return (await response.json()) as ApiDocument;
}

const source = process.argv[2];
if (source === undefined)
  throw new Error('which description? give a folder or the URL of a running Asterisk');
const target = process.argv[3] ?? path.join(import.meta.dirname, '..', 'src', 'asterisk', 'ari');

const apis: Record<string, ApiDocument> = {};
for (const name of documents) apis[name] = await readDocument(source, name);
const files = generate(apis);
for (const [name, text] of Object.entries(files)) await writeFile(path.join(target, name), text);
console.error(`${Object.keys(files).join(' and ')} written to ${target}`);
