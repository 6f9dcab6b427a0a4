import type { Effect } from '../board/effect.ts';
import type { Input, LineEvent } from '../board/input.ts';
import type { Clock } from '../base/clock.ts';
import { messageOf } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import { AriError } from './ari/errors.ts';
import type { AriPort } from './ari/port.ts';
import { superviseLine, type LineState } from './ari/supervisor.ts';
import { BusyChannels } from './busy-channels.ts';
import { EndpointWatch } from './endpoint-watch.ts';
import { carryOut } from './carry-out.ts';
import { hear, heardEvents } from './hear.ts';
import { inOrder } from './in-order.ts';
import { takeSurvey } from './survey.ts';

type Distribute<T> = T extends unknown ? Omit<T, 'at'> : never;

export interface AsteriskLineOptions {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly app: string;
  /** Folder of the spoken prompts, as Asterisk sees it. */
  readonly prompts: string;
  readonly transport: 'auto' | 'websocket' | 'ari-client';
  /** The ledger's: tells our legs and bridges from everyone else's. */
  readonly instance: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly random: () => number;
  /** Told of everything that happens, in order. */
  readonly tell: (input: Distribute<Input>) => void;
  /** There is a connection: Asterisk's configuration is brought up to date before anybody hears of it. Never rejects. */
  readonly prepare: (port: AriPort) => Promise<void>;
  /** The board knows that the line is up. */
  readonly onUp: () => void;
  readonly onDown: (reason: AriError) => void;
}

/**
 * The line between the board and Asterisk. Events become inputs, effects become requests. When the line comes up,
 * Asterisk is surveyed first; what happens during the survey is told after it.
 */
export class AsteriskLine {
  readonly #options: AsteriskLineOptions;
  readonly #supervisor: ReturnType<typeof superviseLine>;
  readonly #busy = new BusyChannels();
  readonly #endpoints: EndpointWatch;
  #port: AriPort | null = null;
  /** Events that came while the survey was under way. */
  #early: LineEvent[] | null = null;

  constructor(options: AsteriskLineOptions) {
    this.#options = options;
    const { url, user, password, app, transport, clock, log, random, instance, tell } = options;
    this.#endpoints = new EndpointWatch(clock, log, (event) => tell({ kind: 'line', event }));
    this.#supervisor = superviseLine({
      url,
      user,
      password,
      app,
      transport,
      clock,
      log,
      random,
      requestTimeoutMs: 5_000,
      pingIntervalMs: 3_000,
      allowedEvents: heardEvents,
      onUp: (port) => void this.#survey(port),
      onDown: (reason) => this.#lose(reason),
      onEvent: (event) => {
        const heard = hear(event, instance);
        if (heard !== null) this.#hear(heard);
      },
    });
  }

  get state(): LineState {
    return this.#supervisor.state;
  }

  /** The connection as it stands, for what is not the board's business; null while there is none. */
  get port(): AriPort | null {
    return this.#port;
  }

  start(): void {
    this.#supervisor.start();
  }

  async stop(): Promise<void> {
    this.#endpoints.end();
    await this.#supervisor.stop();
  }

  carryOut(effects: readonly Effect[]): void {
    for (const effect of inOrder(effects)) void this.#carryOut(effect);
  }

  async #carryOut(effect: Effect): Promise<void> {
    const port = this.#port;
    // What a lost line leaves undone the next survey shows.
    if (port === null) return;
    const { tell, log, app, prompts } = this.#options;
    const busy = this.#busy;
    try {
      if (busy.isBarred(effect))
        throw new AriError('conflict', `${effect.name}: the channel leaves a message`);
      for (const playbackId of busy.inTheWayOf(effect)) {
        // It may have ended by itself.
        port.request('playbacks.stop', { playbackId }).catch(() => {});
      }
      busy.began(effect);
      await carryOut(port, { app, prompts }, effect);
      if (effect.name === 'connect') this.#hear({ name: 'bridged', bridge: effect.bridge });
    } catch (error) {
      busy.refused(effect);
      const code = error instanceof AriError ? error.code : 'server-error';
      if (code === 'line-down') return;
      if (code !== 'not-found') log.warn({ effect: effect.name, code, reason: messageOf(error) }, 'refused');
      tell({ kind: 'refused', effect, code });
    }
  }

  #hear(event: LineEvent): void {
    this.#busy.heard(event);
    if (this.#early !== null) this.#early.push(event);
    else this.#options.tell({ kind: 'line', event });
  }

  async #survey(port: AriPort): Promise<void> {
    const { app, instance, tell, log, prepare, onUp } = this.#options;
    const early: LineEvent[] = [];
    this.#early = early;
    try {
      await prepare(port);
      const survey = await takeSurvey(port, app, instance);
      // Lost meanwhile, and perhaps up again: then this survey is of the past.
      if (this.#early !== early) return;
      this.#port = port;
      this.#early = null;
      tell({ kind: 'line-up', survey });
      for (const event of early) tell({ kind: 'line', event });
      this.#endpoints.begin(port);
      onUp();
    } catch (error) {
      if (this.#early === early) this.#early = null;
      log.error(
        { reason: messageOf(error) },
        'Asterisk could not be surveyed: the line is taken down and up again',
      );
      await port.close();
    }
  }

  #lose(reason: AriError): void {
    this.#endpoints.end();
    this.#port = null;
    this.#early = null;
    this.#options.tell({ kind: 'line-down', reason: reason.message });
    this.#options.onDown(reason);
  }
}
