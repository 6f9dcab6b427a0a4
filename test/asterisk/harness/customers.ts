import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { within } from './desk.ts';
import { freeUdpPort } from './free-port.ts';
import { customerScenario } from './customer-scenario.ts';

/** What a customer does when his number is called. Times are in milliseconds. */
export interface Customer {
  readonly number: string;
  /** SIP status in the end; 200: he answers. `cancel`: it rings until we give up. `mute`: no word at all, not even 100. */
  readonly status: number | 'cancel' | 'mute';
  /** From the INVITE to 180. */
  readonly delayMs?: number;
  /** From 180 to the status. */
  readonly ringMs?: number;
  /** `early`: 183 and a sound instead of 180. `none`: neither. */
  readonly rings?: '180' | 'early' | 'none';
  /** Then he hangs up; null: never. */
  readonly talkMs?: number | null;
  /** What is heard of him when he has answered, or before in early media: a key of `sounds`. */
  readonly sound?: string;
}

/** What SIPp has noted of one call, in its order. */
export interface Noted {
  readonly number: string;
  readonly what: 'invite' | 'status' | 'answer' | 'cancel' | 'bye' | 'hung-up';
  /** Milliseconds since SIPp began. */
  readonly at: number;
}

/**
 * The customers behind a trunk: SIPp as the far end, which looks up by the called number what to do. Several calls may be
 * on at once, of the same number too.
 */
export class Customers {
  readonly host: string;
  readonly port: number;
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  private constructor(host: string, port: number, folder: string, child: ChildProcess) {
    this.host = host;
    this.port = port;
    this.#folder = folder;
    this.#child = child;
    this.#ended = once(child, 'close');
  }

  static async start(options: {
    readonly host: string;
    /** A free one without it. */
    readonly port?: number;
    readonly customers: readonly Customer[];
    /** Raw µ-law of 8 kHz by name. */
    readonly sounds?: Readonly<Record<string, Uint8Array>>;
  }): Promise<Customers> {
    const { host, customers, sounds = {} } = options;
    const port = options.port ?? (await freeUdpPort(host));
    const folder = await mkdtemp(join(tmpdir(), 'cordboard-customers-'));
    for (const [name, bytes] of Object.entries(sounds)) await writeFile(join(folder, `${name}.ulaw`), bytes);
    await writeFile(join(folder, 'plan.csv'), plan(customers));
    const statuses = new Set(customers.flatMap(({ status }) => (typeof status === 'number' ? [status] : [])));
    statuses.delete(200);
    await writeFile(join(folder, 'customers.xml'), customerScenario(Object.keys(sounds), [...statuses]));
    const [program = '', ...first] = sipp();
    const where = [
      '-i',
      host,
      '-p',
      `${port}`,
      '-mi',
      host,
      '-min_rtp_port',
      '20000',
      '-max_rtp_port',
      '29998',
    ];
    const what = ['-sf', 'customers.xml', '-inf', 'plan.csv', '-infindex', 'plan.csv', '0'];
    const notes = ['-trace_logs', '-log_file', 'notes.log', '-trace_err', '-error_file', 'errors.log'];
    const child = spawn(program, [...first, ...where, ...what, ...notes, '-nostdin', '-deadcall_wait', '0'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const they = new Customers(host, port, folder, child);
    await they.#listens();
    return they;
  }

  /** Resolves when SIPp answers on its port: it has its log open before. */
  async #listens(): Promise<void> {
    const look = async (): Promise<void> => {
      while (!existsSync(join(this.#folder, 'notes.log'))) {
        if (this.#child.exitCode !== null) throw new Error(`SIPp ended: ${await this.#errors()}`);
        await sleep(20);
      }
    };
    await within(look(), 'SIPp to begin');
  }

  /** All that has happened so far. */
  async noted(): Promise<Noted[]> {
    const text = await readFile(join(this.#folder, 'notes.log'), 'utf8');
    return [...text.matchAll(/^(\d+) (\S+) ([a-z-]+)$/gm)].map(([, at, number = '', what]) => ({
      number,
      what: what as Noted['what'],
      at: Number(at),
    }));
  }

  /** How often something has happened, by number. */
  async count(what: Noted['what']): Promise<Map<string, number>> {
    const counts = new Map<string, number>();
    for (const one of await this.noted()) {
      if (one.what === what) counts.set(one.number, (counts.get(one.number) ?? 0) + 1);
    }
    return counts;
  }

  async #errors(): Promise<string> {
    return readFile(join(this.#folder, 'errors.log'), 'utf8').catch(() => '');
  }

  async close(): Promise<void> {
    if (this.#child.exitCode === null) this.#child.kill('SIGKILL');
    await this.#ended;
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function sipp(): readonly string[] {
  const found = process.env['CORDBOARD_TEST_TOOLS'];
  if (found === undefined || found === '') {
    throw new Error('SIPp is missing: run npm test, which fetches it and names it here');
  }
  return (JSON.parse(found) as { readonly sipp: readonly string[] }).sipp;
}

/** Never: longer than any test. */
const everMs = 3_600_000;

/** SIPp's own format: the first line says how the others are taken. It prints the index 0 as nothing: nobody has it. */
function plan(customers: readonly Customer[]): string {
  const rows = customers.map((one) => {
    const { number, status, delayMs = 0, ringMs = 0, rings = '180', sound = '-' } = one;
    const talkMs = one.talkMs === undefined || one.talkMs === null ? everMs : one.talkMs;
    const code = typeof status === 'number' ? status : 0;
    const wait = status === 'cancel' ? everMs : ringMs;
    return [number, code, delayMs, wait, talkMs, status === 'mute' ? 'mute' : rings, sound].join(';');
  });
  return `SEQUENTIAL\n-;0;0;0;0;none;-\n${rows.join('\n')}\n`;
}
