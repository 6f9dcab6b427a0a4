import { pino } from 'pino';
import { SignInLimit } from '../../../../src/control/sign-in-limit.ts';
import { startUContact, type UContactGateway } from '../../../../src/gateways/ucontact/gateway.ts';
import type { UContactSettings } from '../../../../src/gateways/ucontact/settings.ts';
import { FakeClock } from '../../control/fake-clock.ts';
import { FakeHouse } from './fake-house.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
  readonly headers: Headers;
}

/** The gateway on a free port of the loopback with a fake house behind it. */
export class Stage {
  readonly office = new FakeHouse();
  readonly clock = new FakeClock();
  readonly logged: unknown[] = [];
  readonly #signInLimit = new SignInLimit();
  #gateway: UContactGateway | null = null;

  static async open(settings: Partial<UContactSettings> = {}): Promise<Stage> {
    const stage = new Stage();
    const log = pino(
      { level: 'debug' },
      { write: (line: string) => void stage.logged.push(JSON.parse(line)) },
    );
    stage.#gateway = await startUContact({
      house: stage.office.house,
      signInLimit: stage.#signInLimit,
      clock: stage.clock,
      log,
      settings: { port: 0, ...settings },
    });
    return stage;
  }

  /** Where programs need no key. */
  static trusting(settings: Partial<UContactSettings> = {}): Promise<Stage> {
    return Stage.open({ trustedNetworks: ['127.0.0.0/8'], ...settings });
  }

  async close(): Promise<void> {
    await this.#gateway?.close();
    this.#signInLimit.close();
  }

  url(path: string): string {
    return `http://127.0.0.1:${this.#gateway?.port ?? 0}/${path}`;
  }

  /** As the document says: POST, application/x-www-form-urlencoded; charset=UTF-8. */
  async post(
    path: string,
    body: string | Readonly<Record<string, string>>,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<HttpAnswer> {
    const response = await fetch(this.url(`Integra/resources/${path}`), {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8', ...headers },
      body: typeof body === 'string' ? body : new URLSearchParams(body).toString(),
    });
    return { status: response.status, body: await response.text(), headers: response.headers };
  }
}
