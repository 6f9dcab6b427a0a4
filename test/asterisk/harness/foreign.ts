import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { blockSamples, powerOf, tonePowerOf } from '../../phone/media/spectrum.ts';
import { within } from './desk.ts';
import { freeTcpPort, freeUdpPort } from './free-port.ts';

/** SIP programs that others wrote, as the set-up found them: each the start of a command line. */
interface TestTools {
  readonly sipp: readonly string[];
  readonly baresip: readonly string[];
  readonly baresipModules: string;
}

function testTools(): TestTools {
  const found = process.env['CORDBOARD_TEST_TOOLS'];
  if (found === undefined || found === '') {
    throw new Error('SIPp and baresip are missing: run npm test, which fetches them and names them here');
  }
  return JSON.parse(found) as TestTools;
}

interface Server {
  readonly host: string;
  readonly port: number;
}

/** baresip, with one account and a tone for a voice; it answers every call, or only those that ask it to. */
export class Baresip {
  readonly #folder: string;
  readonly #child: ChildProcess;
  readonly #control: Socket;
  readonly #events: string[] = [];
  #heard = () => {};

  private constructor(folder: string, child: ChildProcess, control: Socket) {
    this.#folder = folder;
    this.#child = child;
    this.#control = control;
    let rest = '';
    control.setEncoding('latin1').on('data', (chunk: string) => {
      const { messages, left } = netstrings(rest + chunk);
      rest = left;
      for (const message of messages) {
        const { type } = JSON.parse(message) as { type?: string };
        if (type !== undefined) this.#events.push(type);
      }
      this.#heard();
    });
  }

  static async start(account: {
    readonly server: Server;
    readonly user: string;
    readonly secret: string;
    readonly toneHz: number;
    readonly answers: 'all' | 'when-asked';
  }): Promise<Baresip> {
    const { baresip, baresipModules } = testTools();
    const folder = await mkdtemp(join(tmpdir(), 'cordboard-baresip-'));
    const dump = join(folder, 'dump');
    const voice = join(folder, 'voice.wav');
    await mkdir(dump);
    await writeFile(voice, toneFile(account.toneHz));
    const controlPort = await freeTcpPort();
    const { server, user, secret, answers } = account;
    const settings = [
      'sip_listen 127.0.0.1:0',
      'net_interface 127.0.0.1',
      `audio_source aufile,${voice}`,
      'audio_player aubridge,nil',
      'audio_alert aubridge,nil2',
      `module_path ${baresipModules}`,
      ...['g711', 'sndfile', 'aufile', 'aubridge'].map((name) => `module ${name}.so`),
      `snd_path ${dump}`,
      ...['uuid', 'account'].map((name) => `module_tmp ${name}.so`),
      ...['menu', 'ctrl_tcp'].map((name) => `module_app ${name}.so`),
      `ctrl_tcp_listen 127.0.0.1:${controlPort}`,
      'menu_bell no',
      'ringback_disabled yes',
      'sip_autoanswer_beep no',
    ];
    const mode = answers === 'all' ? 'answermode=auto' : 'answermode=manual;sip_autoanswer=yes';
    const identity = `<sip:${user}@${server.host}:${server.port}>;auth_user=${user};auth_pass=${secret}`;
    await writeFile(join(folder, 'config'), `${settings.join('\n')}\n`);
    await writeFile(join(folder, 'accounts'), `${identity};${mode};audio_codecs=pcmu;regint=3600;ptime=20\n`);
    await writeFile(join(folder, 'contacts'), '');

    const [program = '', ...first] = baresip;
    const child = spawn(program, [...first, '-4', '-f', folder], { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const registered = new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        if (/\[\d+ binding/.test(said)) resolve();
      });
      child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
      child.once('error', reject);
      child.once('exit', () => reject(new Error(`baresip ended: ${said}`)));
    });
    try {
      await within(registered, () => `baresip to register: ${said}`);
      const control = connect(controlPort, '127.0.0.1');
      await within(once(control, 'connect'), "baresip's control port");
      return new Baresip(folder, child, control);
    } catch (error) {
      child.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Resolves when it has told of so many such events: CALL_INCOMING, CALL_ESTABLISHED, CALL_CLOSED … */
  async event(type: string, count = 1): Promise<void> {
    const reached = new Promise<void>((resolve) => {
      this.#heard = () => {
        if (this.#events.filter((event) => event === type).length >= count) resolve();
      };
      this.#heard();
    });
    await within(reached, () => `${type} ${count} of baresip; so far ${this.#events.join(', ')}`);
  }

  hangup(): void {
    const command = JSON.stringify({ command: 'hangup', token: 'hangup' });
    this.#control.write(`${command.length}:${command},`);
  }

  /** Resolves when the tone has been clear in the call that began last. */
  async hearsTone(hz: number): Promise<void> {
    await vi.waitFor(
      async () => {
        if (!(await this.#lastHeard(hz))) throw new Error(`baresip does not hear ${hz} Hz`);
      },
      { timeout: 10_000, interval: 100 },
    );
  }

  /** Whether four blocks in a row of what baresip has written down are the tone and little else. */
  async #lastHeard(hz: number): Promise<boolean> {
    const dump = join(this.#folder, 'dump');
    // The names begin with the time.
    const last = (await readdir(dump))
      .filter((name) => name.endsWith('-dec.wav'))
      .sort()
      .at(-1);
    if (last === undefined) return false;
    const bytes = await readFile(join(dump, last));
    const samples = new Int16Array(
      bytes.buffer.slice(bytes.byteOffset + 44, bytes.byteOffset + (bytes.length & ~1)),
    );
    let clear = 0;
    for (let from = 0; from + blockSamples <= samples.length; from += blockSamples) {
      const block = Float64Array.from(samples.subarray(from, from + blockSamples));
      const power = powerOf(block);
      clear = power > 1_000 && tonePowerOf(block, hz) > 0.8 * power ? clear + 1 : 0;
      if (clear === 4) return true;
    }
    return false;
  }

  async close(): Promise<void> {
    this.#control.destroy();
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      const exit = once(this.#child, 'exit');
      this.#child.kill('SIGTERM');
      await within(exit, 'baresip to end').catch(() => this.#child.kill('SIGKILL'));
    }
    await rm(this.#folder, { recursive: true, force: true });
  }
}

/** SIPp as a caller from the trunk: it gives back the sound that it gets, until it is hung up on or has enough. */
export class Sipp {
  readonly #child: ChildProcess;
  readonly #ended: Promise<{ code: number | null; said: string }>;

  private constructor(child: ChildProcess, ended: Promise<{ code: number | null; said: string }>) {
    this.#child = child;
    this.#ended = ended;
  }

  static async call(options: {
    readonly server: Server;
    readonly host: string;
    readonly number: string;
    readonly callerNumber: string;
    /** Without it, until the other side hangs up. */
    readonly talkMs?: number;
  }): Promise<Sipp> {
    const { server, host, number, callerNumber, talkMs } = options;
    const folder = await mkdtemp(join(tmpdir(), 'cordboard-sipp-'));
    const scenario = join(folder, 'caller.xml');
    await writeFile(scenario, callerScenario(callerNumber, talkMs));
    const [program = '', ...first] = testTools().sipp;
    const media = await freeUdpPort(host);
    const where = ['-i', host, '-mi', host, '-min_rtp_port', `${media}`, '-max_rtp_port', `${media + 3}`];
    const what = ['-sf', scenario, '-s', number, '-m', '1', '-rtp_echo', '-nostdin'];
    const child = spawn(program, [...first, `${server.host}:${server.port}`, ...where, ...what], {
      cwd: folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    const ended = once(child, 'close').then(async ([code]) => {
      await rm(folder, { recursive: true, force: true });
      return { code: code as number | null, said };
    });
    return new Sipp(child, ended);
  }

  /** Resolves when the call went as the scenario says. */
  async succeeds(): Promise<void> {
    const { code, said } = await within(this.#ended, 'SIPp to end', 20_000);
    if (code !== 0) throw new Error(`SIPp ended with ${code}: ${said.slice(-3_000)}`);
  }

  async close(): Promise<void> {
    if (this.#child.exitCode === null) this.#child.kill('SIGKILL');
    await this.#ended;
  }
}

function callerScenario(callerNumber: string, talkMs: number | undefined): string {
  const body = `v=0
      o=sipp 1 1 IN IP[local_ip_type] [local_ip]
      s=-
      c=IN IP[media_ip_type] [media_ip]
      t=0 0
      m=audio [media_port] RTP/AVP 0 101
      a=rtpmap:0 PCMU/8000
      a=rtpmap:101 telephone-event/8000
      a=sendrecv`;
  const head = (method: string, target: string, cseq: number, to: string) => `
      ${method} ${target} SIP/2.0
      Via: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]
      From: "SIPp" <sip:${callerNumber}@[local_ip]>;tag=[call_number]
      To: <sip:[service]@[remote_ip]>${to}
      Call-ID: [call_id]
      CSeq: ${cseq} ${method}
      Contact: <sip:${callerNumber}@[local_ip]:[local_port]>
      Max-Forwards: 70`;
  const send = (text: string, attributes = '') => `<send ${attributes}><![CDATA[${text}
    ]]></send>`;
  const end =
    talkMs === undefined
      ? `<recv request="BYE"/>${send(`
      SIP/2.0 200 OK
      [last_Via:]
      [last_From:]
      [last_To:]
      [last_Call-ID:]
      [last_CSeq:]
      Content-Length: 0
`)}`
      : `<pause milliseconds="${talkMs}"/>${send(
          `${head('BYE', '[next_url]', 2, '[peer_tag_param]')}
      Content-Length: 0
`,
          'retrans="500"',
        )}<recv response="200"/>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<scenario name="caller">
  ${send(
    `${head('INVITE', 'sip:[service]@[remote_ip]:[remote_port]', 1, '')}
      Content-Type: application/sdp
      Content-Length: [len]

      ${body}`,
    'retrans="500"',
  )}
  <recv response="100" optional="true"/>
  <recv response="180" optional="true"/>
  <recv response="183" optional="true"/>
  <recv response="200" rrs="true"/>
  ${send(`${head('ACK', '[next_url]', 1, '[peer_tag_param]')}
      Content-Length: 0
`)}
  ${end}
</scenario>
`;
}

function netstrings(text: string): { messages: string[]; left: string } {
  const messages: string[] = [];
  let left = text;
  for (;;) {
    const colon = left.indexOf(':');
    const length = Number(left.slice(0, colon));
    if (colon < 1 || left.length < colon + length + 2) return { messages, left };
    messages.push(left.slice(colon + 1, colon + 1 + length));
    left = left.slice(colon + length + 2);
  }
}

/** A minute of a sine, as a WAV file of 8 kHz, 16 bits, mono. */
function toneFile(hz: number): Buffer {
  const samples = Int16Array.from({ length: 60 * 8_000 }, (_, n) =>
    Math.round(8_000 * Math.sin((2 * Math.PI * hz * n) / 8_000)),
  );
  const header = Buffer.alloc(44);
  header.write('RIFF', 0);
  header.writeUInt32LE(36 + samples.byteLength, 4);
  header.write('WAVEfmt ', 8);
  for (const [offset, value] of [
    [16, 16],
    [24, 8_000],
    [28, 16_000],
    [40, samples.byteLength],
  ] as const) {
    header.writeUInt32LE(value, offset);
  }
  for (const [offset, value] of [
    [20, 1],
    [22, 1],
    [32, 2],
    [34, 16],
  ] as const) {
    header.writeUInt16LE(value, offset);
  }
  header.write('data', 36);
  return Buffer.concat([header, Buffer.from(samples.buffer)]);
}
