import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CordboardError } from '../base/errors.ts';

const dialplan = join(import.meta.dirname, '../../dialplan');
const music = join(import.meta.dirname, '../../sounds/music');

/** What differs from one Asterisk to another; the rest stands in the templates of dialplan/asterisk. */
export interface AsteriskSettings {
  /** Where the rendered files will lie. */
  readonly etcDir: string;
  /** Where Asterisk keeps what it writes. */
  readonly stateDir: string;
  readonly runDir?: string | undefined;
  /** Asterisk's own folders; without them those that it was built for. */
  readonly modulesDir?: string | undefined;
  readonly dataDir?: string | undefined;
  readonly musicDir?: string | undefined;
  readonly httpBind: string;
  readonly ariPort: number;
  readonly ariUser: string;
  readonly ariPassword: string;
  readonly sipBind: string;
  readonly sipPort: number;
  readonly rtpStart: number;
  readonly rtpEnd: number;
  /** The address that phones and trunks outside `localNet` must use, behind a router that translates addresses. */
  readonly mediaAddress?: string | undefined;
  readonly localNet?: string | undefined;
  /** The machine's address to be offered to browsers as loopback: for a browser on this same machine. */
  readonly iceAddress?: string | undefined;
  readonly app?: string | undefined;
  /** Modules beyond those of modules.conf, such as app_queue.so. */
  readonly modules?: readonly string[] | undefined;
}

/** Asterisk's configuration files by name. */
export async function renderAsteriskConfig(settings: AsteriskSettings): Promise<Record<string, string>> {
  const values = placeholders(settings);
  const files: Record<string, string> = {
    'cordboard.conf': await readFile(join(dialplan, 'cordboard.conf'), 'utf8'),
  };
  for (const name of await readdir(join(dialplan, 'asterisk'))) {
    files[name] = fill(name, await readFile(join(dialplan, 'asterisk', name), 'utf8'), values);
  }
  return files;
}

/** Writes `files` for their owner only, since they hold passwords; tells which were not so before. */
export async function writeConfig(
  folder: string,
  files: Readonly<Record<string, string>>,
): Promise<string[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const changed: string[] = [];
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, name);
    const before = await readFile(path, 'utf8').catch(() => undefined);
    if (before === text) continue;
    await writeFile(path, text, { mode: 0o600 });
    changed.push(name);
  }
  return changed;
}

/** Creates the folders that Asterisk expects; its recording by ARI fails without spool/recording. */
export async function makeStateFolders({ stateDir, runDir }: AsteriskSettings): Promise<void> {
  const folders = ['lib/agi-bin', 'lib/keys', 'db', 'spool/recording', 'run', 'log'];
  for (const folder of [...folders.map((name) => join(stateDir, name)), ...(runDir ? [runDir] : [])]) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  }
}

function placeholders(settings: AsteriskSettings): Record<string, string> {
  return {
    ETC_DIR: settings.etcDir,
    STATE_DIR: settings.stateDir,
    RUN_DIR: settings.runDir ?? join(settings.stateDir, 'run'),
    MODULE_DIR: settings.modulesDir ?? '',
    DATA_DIR: settings.dataDir ?? '',
    MUSIC_DIR: settings.musicDir ?? music,
    HTTP_BIND: settings.httpBind,
    ARI_PORT: String(settings.ariPort),
    ARI_USER: settings.ariUser,
    ARI_PASSWORD: settings.ariPassword,
    SIP_BIND: settings.sipBind,
    SIP_PORT: String(settings.sipPort),
    RTP_START: String(settings.rtpStart),
    RTP_END: String(settings.rtpEnd),
    MEDIA_ADDRESS: settings.mediaAddress ?? '',
    LOCAL_NET: settings.localNet ?? '',
    ICE_ADDRESS: settings.iceAddress ?? '',
    APP: settings.app ?? 'cordboard',
    EXTRA_MODULES: (settings.modules ?? []).map((name) => `load = ${name}`).join('\n'),
  };
}

/** A line whose placeholder has no value is left out. */
function fill(file: string, template: string, values: Readonly<Record<string, string>>): string {
  const valueOf = (name: string): string => {
    const value = values[name];
    if (value === undefined) {
      throw new CordboardError(
        'bad-template',
        `dialplan/asterisk/${file} uses @${name}@, which nothing fills`,
      );
    }
    // A semicolon starts a comment.
    return value.replaceAll(';', '\\;');
  };
  const lines = template.split('\n').flatMap((line) => {
    const names = [...line.matchAll(/@([A-Z_]+)@/g)].map((match) => match[1] ?? '');
    if (names.some((name) => valueOf(name) === '')) return [];
    return [line.replaceAll(/@([A-Z_]+)@/g, (_, name: string) => valueOf(name))];
  });
  return lines.join('\n');
}
