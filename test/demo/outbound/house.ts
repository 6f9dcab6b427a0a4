import type { Stage } from '../stage.ts';
import { campaign, password } from './office.ts';

/** What the demo shows of the campaign, as the control API tells it. */
export interface CampaignNow {
  readonly run: string;
  readonly calls: { readonly ringing: number; readonly waiting: number; readonly talking: number };
  readonly agents: { readonly ready: number; readonly talking: number; readonly wrapUp: number };
  readonly today: {
    readonly dials: number;
    readonly persons: number;
    readonly talks: number;
    readonly abandoned: number;
    readonly outcomes: Readonly<Record<string, number>>;
  };
}

/** The Cordboard that dials, by its HTTP API. */
export class House {
  readonly #stage: Stage;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  async campaign(): Promise<CampaignNow> {
    return (await this.get(`/campaigns/${campaign}`)) as CampaignNow;
  }

  get(path: string): Promise<unknown> {
    return this.#ask('GET', path, this.#stage.token);
  }

  post(path: string, body: unknown = {}): Promise<unknown> {
    return this.#ask('POST', path, this.#stage.token, body);
  }

  /** He signs in at his own phone and is ready. */
  async seat(user: string): Promise<void> {
    const session = (await this.#ask('POST', '/sign-in', null, { user, password })) as { token: string };
    await this.#ask('POST', '/take-seat', session.token, {});
    await this.#ask('POST', '/ready', session.token, {});
  }

  async #ask(method: string, path: string, token: string | null, body?: unknown): Promise<unknown> {
    const response = await fetch(`${this.#stage.api}/api/v1${path}`, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        'content-type': 'application/json',
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}
