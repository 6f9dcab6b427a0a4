import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, type App } from '../../../src/app.ts';
import { systemClock } from '../../../src/base/clock.ts';
import { createLogger } from '../../../src/base/log.ts';
import { readSettings } from '../../../src/config/settings.ts';
import { Phone } from '../../phone/phone.ts';
import { Trunk } from '../../phone/trunk.ts';
import type { UserAgentOptions } from '../../phone/user-agent.ts';
import { Desk, within } from './desk.ts';
import { promptsFolder } from './prompts.ts';

export const password = 'a-password-for-tests';
export const secret = 'a-secret-for-tests';
export const trunkHost = '127.0.0.2';

/** Settings of the queue `support`, as an office file has them. */
export interface QueueOptions {
  readonly ring?: string;
  readonly wrapUp?: string;
  readonly rest?: string;
  readonly whenMissed?: 'not-ready' | 'rest';
}

/** Three agents at phones 1001 to 1003. */
export const agents = ['anna', 'ben', 'carla'].map((id, index) => ({
  id,
  name: id,
  phone: `100${index + 1}`,
  password,
}));

/** Three agents at phones 1001 to 1003 (the third can be answered from the desk), 1009 for callers, an admin, one queue. */
export function officeYaml(queue: QueueOptions = {}): string {
  return JSON.stringify({
    office: 'Test office',
    queues: [
      {
        id: 'support',
        name: 'Support',
        members: agents.map(({ id }) => id),
        wrapUp: '1s',
        rest: '1s',
        ...queue,
      },
    ],
    agents: [...agents, { id: 'boss', name: 'Boss', role: 'admin', password }],
    phones: [
      { id: '1001', secret },
      { id: '1002', secret },
      { id: '1003', secret, autoAnswer: 'true' },
      { id: '1009', secret, callerId: 'Carl Caller' },
    ],
    trunks: [{ id: 'test-trunk', host: trunkHost, match: [trunkHost] }],
    numbers: [{ number: '700', queue: 'support' }],
  });
}

/** A Cordboard with a private Asterisk on free ports and in a folder of its own, and the phones of its people. */
export class TestOffice {
  readonly dataDir: string;
  readonly app: App;
  readonly #open: { close(): Promise<void> | void }[] = [];

  private constructor(dataDir: string, app: App) {
    this.dataDir = dataDir;
    this.app = app;
  }

  static async start(
    options: {
      readonly queue?: QueueOptions;
      /** Another office file than that of `officeYaml`. */
      readonly yaml?: string;
      readonly env?: Record<string, string>;
    } = {},
  ): Promise<TestOffice> {
    const dataDir = await mkdtemp(join(tmpdir(), 'cordboard-test-'));
    await mkdir(dataDir, { recursive: true });
    await writeFile(join(dataDir, 'office.yaml'), options.yaml ?? officeYaml(options.queue), { mode: 0o600 });
    const settings = readSettings({
      ...freePorts(dataDir),
      CORDBOARD_PROMPTS: promptsFolder,
      ...options.env,
    });
    const app = await startApp({ settings, log: createLogger('error'), clock: systemClock });
    await app.lineUp;
    return new TestOffice(dataDir, app);
  }

  get api(): string {
    return this.app.api.url;
  }

  get sip(): { readonly host: string; readonly port: number } {
    const { asterisk } = this.app;
    if (asterisk === null) throw new Error('this office has no Asterisk of its own');
    return asterisk.sip;
  }

  /** A registered phone. */
  async phone(id: string, options: Partial<UserAgentOptions> = {}): Promise<Phone> {
    const phone = await Phone.open({ server: this.sip, user: id, secret, ...options });
    this.#open.push(phone);
    await phone.register();
    return phone;
  }

  /** The far end of the trunk: callers from outside. */
  async trunk(options: Partial<UserAgentOptions> = {}): Promise<Trunk> {
    const trunk = await Trunk.open({ server: this.sip, localHost: trunkHost, ...options });
    this.#open.push(trunk);
    return trunk;
  }

  async desk(user: string, options: Record<string, unknown> = {}): Promise<Desk> {
    const desk = await Desk.signIn(this.api, user, password, options);
    this.#open.push(desk);
    return desk;
  }

  /** Everybody goes home: agents sign out, calls end, phones are unplugged. For the end of each test. */
  async goHome(): Promise<void> {
    const { exchange } = this.app;
    await Promise.all(this.#open.splice(0).map(async (one) => one.close()));
    await this.until('every call to be gone', () => exchange.state.calls.size === 0);
    for (const { id: agent, presence } of exchange.state.agents.values()) {
      if (presence.name !== 'signed-out') await exchange.command({ name: 'sign-out', agent });
    }
  }

  /** Resolves when the board is as wanted; looked at after each change of it. */
  async until(what: string, holds: () => boolean, patienceMs?: number): Promise<void> {
    if (holds()) return;
    const reached = Promise.withResolvers<void>();
    const end = this.app.exchange.listen(() => {
      if (holds()) reached.resolve();
    });
    await within(reached.promise, what, patienceMs).finally(end);
  }

  async stop(): Promise<void> {
    await this.goHome();
    await this.app.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** Environment of a Cordboard that gets in nobody's way. */
export function freePorts(dataDir: string): Record<string, string> {
  return {
    CORDBOARD_DATA: dataDir,
    CORDBOARD_PORT: '0',
    CORDBOARD_EMBEDDED_ARI_PORT: '0',
    CORDBOARD_EMBEDDED_SIP_PORT: '0',
  };
}
