import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { pushAccounts } from '../../../src/asterisk/accounts.ts';
import type { AriPort } from '../../../src/asterisk/ari/port.ts';
import { carryOut } from '../../../src/asterisk/carry-out.ts';
import { AsteriskLine, type AsteriskLineOptions } from '../../../src/asterisk/line.ts';
import { takeSurvey } from '../../../src/asterisk/survey.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { createLogger } from '../../../src/base/log.ts';
import type { Effect } from '../../../src/board/effect.ts';
import type { BridgeId, LegId, PlaybackId, TapId } from '../../../src/board/ids.ts';
import type { Survey } from '../../../src/board/input.ts';
import { startEmbedded, type EmbeddedAsterisk } from '../../../src/embedded/embedded.ts';
import type { Call } from '../../phone/call.ts';
import type { IncomingCall } from '../../phone/incoming-call.ts';
import { Phone } from '../../phone/phone.ts';
import { Trunk } from '../../phone/trunk.ts';
import type { UserAgentOptions } from '../../phone/user-agent.ts';
import { promptsFolder } from './prompts.ts';
import { Told } from './told.ts';

const secret = 'a-secret-for-tests';
const trunkHost = '127.0.0.2';
const app = 'cordboard';
const instance = 'fx';
const phoneIds = ['1001', '1002', '1003', '1009'];

type Transport = AsteriskLineOptions['transport'];

/** What an effect cost: requests, and milliseconds until the last was answered. */
export interface Cost {
  readonly effect: Effect['name'];
  readonly requests: number;
  readonly ms: number;
}

/** A party as both sides know it: Asterisk's channel and the phone's call. */
export interface PartyOf<C extends Call> {
  readonly id: LegId;
  readonly call: C;
}

/** The line on a real Asterisk, with phones, a trunk and no board: a test sends the effects and reads the events. */
export class EffectBench extends Told {
  readonly asterisk: EmbeddedAsterisk;
  readonly dataDir: string;
  readonly costs: Cost[] = [];
  readonly accounts = accounts;
  readonly line: AsteriskLine;
  #serial = 0;
  readonly #open: { close(): Promise<void> }[] = [];

  private constructor(asterisk: EmbeddedAsterisk, dataDir: string, transport: Transport) {
    super();
    this.asterisk = asterisk;
    this.dataDir = dataDir;
    this.line = new AsteriskLine({
      ...asterisk.ari,
      app,
      prompts: promptsFolder,
      instance,
      transport,
      clock: systemClock,
      log: createLogger('error'),
      random: () => 0.5,
      // Who is registered is told whenever it is looked up, whatever a test does meanwhile.
      tell: (input) => {
        if (input.kind !== 'line' || input.event.name !== 'reachable') this.take(input);
      },
      prepare: async (port) => {
        const failures = await pushAccounts(
          port,
          accounts,
          { phones: [], trunks: [] },
          createLogger('error'),
        );
        if (failures === null || failures.length > 0) throw new Error(failures?.join('; ') ?? 'line down');
      },
      onUp: () => {},
      onDown: () => {},
    });
  }

  static async start({
    files = {},
    transport = 'auto',
  }: {
    readonly files?: Readonly<Record<string, string>>;
    readonly transport?: Transport;
  } = {}): Promise<EffectBench> {
    const dataDir = await mkdtemp(join(tmpdir(), 'cordboard-effects-'));
    const asterisk = await startEmbedded({
      dataDir,
      log: createLogger('silent'),
      ports: { ari: 0, sip: 0, rtp: 0 },
      files,
    });
    const bench = new EffectBench(asterisk, dataDir, transport);
    await bench.up();
    return bench;
  }

  /** Brings the line up; resolves with the survey that it began with. */
  async up(): Promise<Survey> {
    this.survey = undefined;
    this.line.start();
    return this.until('the line to be up', () => this.survey);
  }

  takeSurvey(): Promise<Survey> {
    return takeSurvey(this.port, app, instance);
  }

  get port(): AriPort {
    const { port } = this.line;
    if (port === null) throw new Error('the line is down');
    return port;
  }

  /** Ids as the board would make them. */
  leg(): LegId {
    return `cb${instance}-1-${this.#next()}` as LegId;
  }
  bridge(): BridgeId {
    return `cb${instance}-1-b${this.#next()}` as BridgeId;
  }
  tap(): TapId {
    return `cb${instance}-1-t${this.#next()}` as TapId;
  }
  playback(): PlaybackId {
    return `cb${instance}-1-p${this.#next()}` as PlaybackId;
  }

  /** Where a recording of that name lies. */
  file(name: string, ending = 'wav'): string {
    return join(this.dataDir, 'asterisk/spool/recording', `${name}.${ending}`);
  }

  /** Carries the effects out, all at once and in their order; rejects with the first refusal. */
  async send(...effects: Effect[]): Promise<void> {
    const { port } = this;
    await Promise.all(
      effects.map(async (effect) => {
        let requests = 0;
        const startedAt = performance.now();
        const request: AriPort['request'] = (operation, params) => {
          requests += 1;
          return port.request(operation, params);
        };
        await carryOut({ ...port, request }, { app, prompts: promptsFolder }, effect);
        this.costs.push({ effect: effect.name, requests, ms: performance.now() - startedAt });
      }),
    );
  }

  /** A registered phone. */
  async phone(user: string, options: Partial<UserAgentOptions> = {}): Promise<Phone> {
    const phone = await Phone.open({ server: this.asterisk.sip, user, secret, ...options });
    this.#open.push(phone);
    await phone.register();
    return phone;
  }

  async trunk(options: Partial<UserAgentOptions> = {}): Promise<Trunk> {
    const trunk = await Trunk.open({ server: this.asterisk.sip, localHost: trunkHost, ...options });
    this.#open.push(trunk);
    return trunk;
  }

  /** Somebody outside calls and is answered; he sends a tone. */
  async caller(toneHz: number, trunk?: Trunk): Promise<PartyOf<Call>> {
    const world = trunk ?? (await this.trunk());
    const call = world.call('700', { callerName: 'Carl', callerNumber: '0311111' });
    call.sendTone(toneHz);
    const { channel } = await this.event('entered');
    await this.send({ name: 'answer', channel });
    await call.answered();
    return { id: channel, call };
  }

  /** A phone is rung and answers; it sends a tone. */
  async agent(phone: Phone, toneHz: number, autoAnswer = false): Promise<PartyOf<IncomingCall>> {
    const leg = this.leg();
    await this.send({
      name: 'ring',
      leg,
      endpoint: `PJSIP/${phone.user}`,
      display: { name: 'Carl', number: '0311111' },
      autoAnswer,
      timeoutMs: 20_000,
    });
    const call = await phone.nextCall();
    call.sendTone(toneHz);
    await call.answer();
    await this.event('answered', { channel: leg });
    return { id: leg, call };
  }

  /** These parties in a new bridge. */
  async joined(...parties: PartyOf<Call>[]): Promise<BridgeId> {
    const bridge = this.bridge();
    await this.send({ name: 'connect', bridge, channels: parties.map(({ id }) => id), make: true });
    return bridge;
  }

  /** For the end of each test: nothing is left, in Asterisk or here. */
  async clear(): Promise<void> {
    await Promise.all(this.#open.splice(0).map((one) => one.close()));
    const { port } = this;
    for (const { id } of await port.request('bridges.list', {})) {
      await port.request('bridges.destroy', { bridgeId: id });
    }
    await vi.waitFor(async () => {
      const left = await port.request('channels.list', {});
      if (left.length > 0) throw new Error(`left: ${left.map(({ id, name }) => `${id} ${name}`).join(', ')}`);
    });
    this.forget();
  }

  async stop(): Promise<void> {
    await this.line.stop();
    await this.asterisk.stop(0);
    await rm(this.dataDir, { recursive: true });
  }

  #next(): number {
    this.#serial += 1;
    return this.#serial;
  }
}

const accounts = {
  phones: phoneIds.map((id) => ({ id, secret, callerId: { name: `Phone ${id}`, number: id } })),
  trunks: [{ id: 'test-trunk', host: trunkHost, port: 5060, match: [trunkHost] }],
};
