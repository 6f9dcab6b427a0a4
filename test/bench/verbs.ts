import { once } from 'node:events';
import { performance } from 'node:perf_hooks';
import { WebSocket } from 'ws';
import type { PhoneId } from '../../src/board/ids.ts';
import { CallingOffice } from '../asterisk/harness/calling-office.ts';
import { Desk, within } from '../asterisk/harness/desk.ts';
import { password } from '../asterisk/harness/office.ts';
import { round, summarize, type Summary } from './stats.ts';

export interface VerbsResult {
  readonly rounds: number;
  /** Milliseconds from the command on the control WebSocket to Asterisk's event of its effect, over all verbs. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly verbs: Readonly<Record<string, Summary | null>>;
}

/** What Asterisk does first of each verb, as somebody sees it who listens to all that happens there. */
const effects = {
  'make-call': 'ChannelCreated',
  'answer-call': 'ChannelCreated',
  'hold-call': 'ChannelLeftBridge',
  'retrieve-call': 'ChannelEnteredBridge',
  consult: 'ChannelCreated',
  'alternate-call': 'ChannelEnteredBridge',
  'reconnect-call': 'ChannelEnteredBridge',
  'transfer-call': 'ChannelEnteredBridge',
  'conference-call': 'ChannelEnteredBridge',
  'add-party': 'ChannelCreated',
  'divert-call': 'ChannelCreated',
  'park-call': 'ChannelLeftBridge',
  'drop-call': 'ChannelHangupRequest',
} as const;
type Verb = keyof typeof effects;

/** Hears everything that happens in Asterisk, on a connection of its own. */
class Observer {
  readonly #socket: WebSocket;
  #wanted: { readonly type: string; readonly seen: (at: number) => void } | null = null;

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data: Buffer) => {
      const at = performance.now();
      const { type } = JSON.parse(data.toString()) as { type: string };
      if (this.#wanted?.type === type) this.#wanted.seen(at);
    });
  }

  static async open({ url, user, password: secret }: { url: string; user: string; password: string }) {
    const address = `${url.replace(/^http/, 'ws')}/ari/events?app=bench-observer&subscribeAll=true&api_key=${user}:${secret}`;
    const socket = new WebSocket(address);
    await once(socket, 'open');
    return new Observer(socket);
  }

  /** When the next event of this type came. */
  next(type: string): Promise<number> {
    return new Promise((resolve) => {
      this.#wanted = { type, seen: resolve };
    });
  }

  close(): void {
    this.#socket.close();
  }
}

/** Times every verb on a real Asterisk with real SIP phones, one call at a time. */
export async function benchVerbs({ rounds }: { readonly rounds: number }): Promise<VerbsResult> {
  const office = await CallingOffice.start();
  const ari = office.house.app.asterisk?.ari;
  if (ari === undefined) throw new Error('this bench brings its own Asterisk');
  const observer = await Observer.open(ari);
  const boss = await Desk.signIn(office.house.api, 'boss', password);
  const times = new Map<Verb, number[]>();

  const time = async (phone: string, verb: Verb, input: Record<string, unknown> = {}): Promise<void> => {
    const seen = observer.next(effects[verb]);
    const from = performance.now();
    const done = boss.command(verb, { phone, ...input });
    const to = await within(seen, `${effects[verb]} after ${verb}`);
    await done;
    times.set(verb, [...(times.get(verb) ?? []), to - from]);
  };
  const shows = (phone: string, primary: string | null, secondary: string | null = null): Promise<void> =>
    office.shows(phone, primary, secondary);
  const talking = (): Promise<void> => shows('1001', 'connected');
  const over = (): Promise<void> =>
    office.house.until('every call to be over', () => office.house.app.exchange.state.calls.size === 0);

  try {
    const phones = await Promise.all((['1001', '1004', '1005'] as const).map((id) => office.phone(id)));
    for (const phone of phones.slice(1)) phone.answer = { afterMs: 0 };
    for (let at = 0; at < rounds; at += 1) {
      await time('1001', 'make-call', { number: '1004' });
      await talking();
      await bridged(office);
      await time('1001', 'hold-call');
      await time('1001', 'retrieve-call');
      await time('1001', 'consult', { number: '1005' });
      await shows('1001', 'hold', 'connected');
      await bridged(office);
      await time('1001', 'alternate-call');
      await time('1001', 'alternate-call');
      await time('1001', 'reconnect-call');
      await talking();
      await shows('1005', null);
      await time('1001', 'consult', { number: '1005' });
      await shows('1001', 'hold', 'connected');
      await bridged(office);
      await time('1001', 'conference-call');
      await time('1005', 'drop-call');
      await shows('1005', null);
      await time('1001', 'add-party', { number: '1005' });
      await office.house.until('1005 to have joined', () => sideOf(office, '1001')?.isConference === true);
      await time('1005', 'drop-call');
      await shows('1005', null);
      await time('1001', 'consult', { number: '1005' });
      await shows('1001', 'hold', 'connected');
      await bridged(office);
      await time('1001', 'transfer-call');
      await shows('1001', null);
      await time('1004', 'park-call');
      await shows('1004', null);
      const [slot] = [...office.house.app.exchange.state.calls.values()].flatMap(({ phase }) =>
        phase.name === 'parked' ? [phase.slot] : [],
      );
      await time('1001', 'make-call', { number: String(slot) });
      await talking();
      await bridged(office);
      await time('1001', 'divert-call', { number: '1004' });
      await shows('1004', 'connected');
      await shows('1001', null);
      await time('1004', 'drop-call');
      await over();
      phones[1]?.call('1001');
      await shows('1001', 'alerting');
      await time('1001', 'answer-call');
      await talking();
      await time('1001', 'drop-call');
      await over();
    }
  } finally {
    observer.close();
    boss.close();
    await office.stop();
  }
  const all = summarize([...times.values()].flat());
  return {
    rounds,
    p50Ms: round(all?.p50 ?? Number.NaN),
    p99Ms: round(all?.p99 ?? Number.NaN),
    verbs: Object.fromEntries([...times].map(([verb, values]) => [verb, summarize(values)])),
  };
}

function sideOf(office: CallingOffice, phone: string) {
  return office.house.app.exchange.state.deviceCalls.get(phone as PhoneId)?.primary;
}

/** Every talk has its bridge. */
function bridged(office: CallingOffice): Promise<void> {
  const { state } = office.house.app.exchange;
  return office.house.until('the bridges to stand', () =>
    [...state.calls.values()].every(({ phase }) => phase.name !== 'talking' || phase.bridged),
  );
}
