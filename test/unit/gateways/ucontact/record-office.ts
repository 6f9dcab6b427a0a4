import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { RecordingRow } from '../../../../src/board/account.ts';
import { Board } from '../../../../src/board/board.ts';
import type { AgentId, CallId, LegId, PhoneId, QueueId, RecordingId } from '../../../../src/board/ids.ts';
import { emptyState } from '../../../../src/board/state.ts';
import { Turn } from '../../../../src/board/turn.ts';
import { createControl, type Control } from '../../../../src/control/control.ts';
import { Directories } from '../../../../src/control/directories.ts';
import { Exchange } from '../../../../src/control/exchange.ts';
import { SignInLimit } from '../../../../src/control/sign-in-limit.ts';
import { startUContact } from '../../../../src/gateways/ucontact/gateway.ts';
import { recordsOf } from '../../../../src/gateways/ucontact/of-house/records.ts';
import { statusOf } from '../../../../src/gateways/ucontact/of-house/status.ts';
import type { Ledger } from '../../../../src/ledger/ledger.ts';
import { Conversions } from '../../../../src/recordings/conversions.ts';
import { entered } from '../../board/settings.ts';
import { FakeClock } from '../../control/fake-clock.ts';
import { MemoryDirectories } from '../../control/memory-directories.ts';
import { freshFolder, openLedger } from '../../ledger/scenes.ts';
import { FakeHouse } from './fake-house.ts';

export const zone = 'America/Montevideo';

/** Two queues; anna and ben serve Power, ben alone Test. */
const officeText = (campaigns: string): string => `office: Test
timeZone: ${zone}
queues:
  - { id: power, name: Power, members: [anna, ben], strategy: longest-idle, serviceLevel: 3s, wrapUp: 0s }
  - { id: test, name: Test, members: [ben], strategy: fewest-calls, serviceLevel: 15s, wrapUp: 3s }
agents:
  - { id: anna, name: Anna, phone: 1001 }
  - { id: ben, name: Ben, phone: 1010 }
phones:
  - { id: 1001, secret: secret-of-1001, callWaiting: true }
  - { id: 1010, secret: secret-of-1010 }
trunks:
  - { id: line, host: 127.0.0.2, match: [127.0.0.2] }
numbers:
  - { number: 700, queue: power }
  - { number: 701, queue: test }
  - { number: 801, phone: 1001 }
${campaigns}`;

export interface Recorded {
  readonly number: number;
  /** By the clock of the office, `2016-01-18 10:00:00`. */
  readonly at: string;
  readonly seconds?: number;
  readonly more?: Partial<RecordingRow>;
  /** Name of its file's ending; null: not mixed yet. */
  readonly ending?: 'mp3' | 'gsm' | 'wav' | null;
  readonly sound?: Buffer;
}

/** The gateway over a real board and a real ledger, with an Asterisk that does nothing by itself. */
export class RecordOffice {
  readonly clock = new FakeClock();
  readonly ledger: Ledger = openLedger();
  readonly folder = freshFolder();
  readonly fake = new FakeHouse();
  readonly exchange: Exchange;
  readonly control: Control;
  #port = 0;

  private constructor() {
    const { clock, ledger, folder } = this;
    const log = pino({ level: 'silent' });
    const board = new Board(emptyState('test'));
    board.state.nextCall = 1_000;
    this.exchange = new Exchange({ board, store: ledger, clock, log, lastSeq: 0 });
    this.exchange.connect({ carryOut: () => {} });
    onTestFinished(() => this.exchange.close());
    const conversions = new Conversions(folder);
    onTestFinished(() => conversions.stop());
    this.control = createControl({
      exchange: this.exchange,
      ledger,
      clock,
      log,
      version: '0',
      directories: new Directories({ store: new MemoryDirectories(), folder, clock, log }),
      recordings: {
        store: ledger.recordings,
        tags: ledger.callTags,
        search: ledger.records,
        conversions,
        folder,
      },
    });
  }

  static async open(options: { readonly campaigns?: string; readonly records?: readonly Recorded[] } = {}) {
    const office = new RecordOffice();
    office.exchange.take({ kind: 'line-up', survey: { asteriskStartedAt: 1, channels: [], bridges: [] } });
    await office.control.office.apply(officeText(options.campaigns ?? ''), 'setup');
    office.#record(options.records ?? []);
    await office.#listen();
    return office;
  }

  /** As the document says: POST, application/x-www-form-urlencoded; charset=UTF-8. */
  async post(path: string, parameters: Readonly<Record<string, string>> = {}, key = 'boss-token') {
    const response = await fetch(this.url(`/Integra/resources/${path}`), {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
        authorization: `Bearer ${key}`,
      },
      body: new URLSearchParams(parameters).toString(),
    });
    return { status: response.status, body: await response.text() };
  }

  get(path: string, headers: Record<string, string> = {}, key = 'boss-token'): Promise<Response> {
    return fetch(this.url(path), { headers: { authorization: `Bearer ${key}`, ...headers } });
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.#port}${path}`;
  }

  /** What is taken is stored and told. */
  async settled(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }

  async callIn(channel: string, number = '700'): Promise<CallId> {
    const caller = { name: 'Carl', number: `0311${channel}` };
    this.exchange.take({ kind: 'line', event: entered(channel, number, { caller }) });
    await this.settled();
    return this.exchange.state.callsOfLeg.get(channel as LegId)?.[0] as CallId;
  }

  /** What the agent's phone does with the call that rings there. */
  async pickUp(agent: string): Promise<void> {
    const work = this.exchange.state.agents.get(agent as AgentId)?.work;
    if (work?.name !== 'offered') throw new Error(`nothing rings for ${agent}`);
    this.exchange.take({ kind: 'line', event: { name: 'answered', channel: work.leg } });
    const phase = this.exchange.state.calls.get(work.call)?.phase;
    if (phase?.name !== 'talking') throw new Error(`${agent} does not talk`);
    this.exchange.take({ kind: 'line', event: { name: 'bridged', bridge: phase.bridge } });
    await this.settled();
  }

  async hangUp(channel: string): Promise<void> {
    const cause = { q850: 16, sip: null };
    this.exchange.take({ kind: 'line', event: { name: 'gone', channel: channel as LegId, cause } });
    await this.settled();
  }

  #record(all: readonly Recorded[]): void {
    const turn = new Turn(emptyState('test'), 1);
    for (const one of all) {
      const row = recordingRow(one);
      turn.changes.recordings.push(row);
      turn.changes.history.push({
        call: row.call,
        startedAt: row.startedAt - 4_000,
        endedAt: row.endedAt + 1_000,
        caller: row.caller,
        dialled: row.dialled,
        queue: row.queue,
        agent: row.agents.at(-1) ?? null,
        waitMs: 3_000,
        talkMs: row.endedAt - row.startedAt,
        disposition: 'ANSWERED',
        end: 'completed-by-caller',
        cause: 16,
      });
    }
    const { state } = this.exchange;
    this.ledger.commit([turn], state);
    for (const { number, ending = 'mp3', sound = Buffer.from(`sound of ${number}`) } of all) {
      if (ending === null) continue;
      const file = `2016/01/18/cbtest-${number}-r1.${ending}`;
      mkdirSync(dirname(join(this.folder, file)), { recursive: true });
      writeFileSync(join(this.folder, file), sound);
      const files = { file, stereoFile: null, durationMs: 1, tracksLeft: false };
      this.ledger.recordings.mixed(`cbtest-${number}-r1`, files, 1);
    }
  }

  async #listen(): Promise<void> {
    const { exchange, control, fake, clock } = this;
    fake.users.set('anna', 'agent').set('ben', 'agent');
    const signInLimit = new SignInLimit();
    const gateway = await startUContact({
      house: {
        ...fake.house,
        clock: { now: () => exchange.now, timeZone: zone },
        records: recordsOf({ exchange, control }),
        status: statusOf({ exchange, control }),
      },
      signInLimit,
      clock,
      log: pino({ level: 'silent' }),
      settings: { port: 0 },
    });
    onTestFinished(async () => {
      await gateway.close();
      signInLimit.close();
    });
    this.#port = gateway.port;
  }
}

/** Three hours behind UTC, always. */
const inZone = (text: string): number => Date.parse(`${text.replace(' ', 'T')}-03:00`);

function recordingRow({ number, at, seconds = 16, more }: Recorded): RecordingRow {
  const startedAt = inZone(at);
  const endedAt = startedAt + seconds * 1_000;
  const recording = `cbtest-${number}-r1`;
  const track = { startedAt, endedAt, party: { name: '', number: '' } };
  return {
    recording: recording as RecordingId,
    call: `cbtest-${number}` as CallId,
    queue: 'power' as QueueId,
    agents: ['anna' as AgentId],
    caller: { name: '', number: '9901' },
    dialled: '33334444',
    startedAt,
    endedAt,
    tracks: [
      { ...track, file: `${recording}-1`, phone: null, agent: null },
      { ...track, file: `${recording}-2`, phone: '1001' as PhoneId, agent: 'anna' as AgentId },
    ],
    gaps: [],
    ...more,
  };
}
