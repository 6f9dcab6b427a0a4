import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { App } from '../app.ts';
import type { Settings } from '../config/settings.ts';
import { demoName } from '../office/demo.ts';
import { readOffice } from '../office/read.ts';

/** What a stranger needs to make the first call. */
export async function welcome(options: {
  readonly settings: Settings;
  readonly app: App;
  readonly tookMs: number;
  /** Somebody reads it as it is written; else it may be kept in a log that others read. */
  readonly onTerminal: boolean;
}): Promise<string> {
  const { settings, app, tookMs, onTerminal } = options;
  const { control, api, asterisk } = app;
  const office = control.office.document;
  const file = join(settings.dataDir, 'office.yaml');
  // The demo office is there to be tried.
  const shown = onTerminal || office?.office === demoName;
  const passwords = shown ? await passwordsIn(file) : new Map<string, string>();
  const shownFile = relative(process.cwd(), file);
  const server = asterisk === null ? 'your Asterisk' : `${asterisk.sip.host}:${asterisk.sip.port} (UDP)`;
  const queueName = (id: string): string => office?.queues.find((queue) => queue.id === id)?.name ?? id;
  return [
    '',
    `${office?.office ?? 'Cordboard'} is open (${(tookMs / 1000).toFixed(1)} s).`,
    '',
    `API        ${api.url}/api/v1   (OpenAPI: ${api.url}/api/v1/openapi.json)`,
    asterisk === null
      ? `Asterisk   yours, at ${settings.ari?.url}`
      : `Asterisk   ${asterisk.version}, ${asterisk.origin === 'path' ? 'the one on the PATH' : 'a private one'}, ARI at ${asterisk.ari.url}`,
    `Office     ${shownFile}`,
    '',
    ...table(
      ['Agent', 'Password', 'Phone', 'Role'],
      (office?.agents ?? []).map(({ id, phone, role }) => [
        id,
        passwords.get(id) ?? (shown ? '(as you set it)' : '(not shown)'),
        phone ?? '–',
        role,
      ]),
    ),
    '',
    ...table(
      ['Phone', 'SIP user', 'SIP password', 'SIP server'],
      (office?.phones ?? []).map(({ id, secret }) => [id, id, shown ? secret : '(not shown)', server]),
    ),
    '',
    ...(shown
      ? []
      : [
          `Passwords are shown on a terminal only: see ${shownFile}, or the office file that you applied last.`,
          '',
        ]),
    ...table(
      ['Call', 'to reach the queue'],
      (office?.numbers ?? []).flatMap(({ number, to }) =>
        to.kind === 'queue' ? [[number, `${queueName(to.queue)} (${to.queue})`]] : [],
      ),
    ),
    '',
    `Let an agent work:  npm run cordboard -- desk ${office?.agents[0]?.id ?? '<agent>'}`,
    'Watch it live:      npm run demo -- --calls 20',
    'Ctrl-C ends it.',
    '',
  ].join('\n');
}

/** Passwords are in the office file as long as nobody has taken them out; the ledger has hashes only. */
async function passwordsIn(file: string): Promise<Map<string, string>> {
  const reading = readOffice(await readFile(file, 'utf8').catch(() => ''));
  if (!reading.ok) return new Map();
  return new Map(
    reading.document.agents.flatMap(({ id, password }) => (password === undefined ? [] : [[id, password]])),
  );
}

/** Lines of columns, as wide as they must be. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [head, ...rows].map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('   ')
      .trimEnd(),
  );
}
