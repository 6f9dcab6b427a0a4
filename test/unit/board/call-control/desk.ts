import { unlimited } from '../../../../src/board/outbound/campaign-settings.ts';
import type { Leg } from '../../../../src/board/call/call.ts';
import type { CallSide, DeviceCalls, DeviceChange } from '../../../../src/board/device/device-call.ts';
import type { AgentId, CallId, LegId, PhoneId } from '../../../../src/board/ids.ts';
import type { Input, LineEvent, PhoneCommand } from '../../../../src/board/input.ts';
import type { Office } from '../../../../src/board/office.ts';
import { legsOfPhone } from '../../../../src/board/state.ts';
import type { Turn } from '../../../../src/board/turn.ts';
import { agentOf, entered, numberOf, officeOf, phoneOf, queueOf, routeOf } from '../settings.ts';
import { Stage } from '../stage.ts';

export const anna = 'anna' as AgentId;
export const ben = 'ben' as AgentId;

/** Five phones, the first two of them of agents who serve support; 1103 and 1104 pick up each other's calls. */
export const deskOffice = (more: Partial<Office> = {}): Office =>
  officeOf({
    agents: [agentOf(anna, { phone: '1101' as PhoneId }), agentOf(ben, { phone: '1102' as PhoneId })],
    phones: [
      ...['1101', '1102'].map((id) => phoneOf(id, { autoAnswer: true })),
      ...['1103', '1104'].map((id) => phoneOf(id, { autoAnswer: true, group: 'hall' })),
      phoneOf('1105'),
    ],
    trunks: [
      { id: 'main', endpoint: 'PJSIP/main', limits: unlimited },
      { id: 'spare', endpoint: 'PJSIP/spare', limits: unlimited },
    ],
    queues: [queueOf('support', [anna, ben])],
    numbers: [numberOf('900', 'support'), { number: '910', to: { kind: 'phone', phone: '1103' as PhoneId } }],
    outside: [
      routeOf('0.', { strip: 1, by: { kind: 'trunks', trunks: ['main', 'spare'] }, callerId: '030900' }),
    ],
    ...more,
  });

type Of<T> = T extends unknown ? Omit<T, 'phone'> : never;

/** An office in which people use phones and their desks. */
export class Desk extends Stage {
  readonly #shown: DeviceChange[] = [];
  #channels = 0;

  constructor(more: Partial<Office> = {}) {
    super(deskOffice(more));
  }

  override take(input: Omit<Input, 'at'>): Turn {
    const turn = super.take(input as Parameters<Stage['take']>[0]);
    // The office is applied before there is anything of ours.
    if (#shown in this) this.#shown.push(...turn.devices.map(({ change }) => change));
    return turn;
  }

  /** A number is dialled at a phone. */
  dials(phone: string, number: string): CallId {
    const call = `cbt-${this.board.state.nextCall}` as CallId;
    this.#channels += 1;
    this.hears(entered(`h${this.#channels}`, number, { endpoint: `PJSIP/${phone}` }));
    return call;
  }

  /** Somebody outside calls. */
  calls(number = '900', channel = 'c1'): CallId {
    return this.enters(channel, number);
  }

  asks(phone: string, command: Of<PhoneCommand>): Turn {
    return this.command({ phone: phone as PhoneId, ...command });
  }

  hears(event: LineEvent): Turn {
    return this.take({ kind: 'line', event } as Omit<Input, 'at'>);
  }

  rings(phone: string): Turn {
    return this.alerts(this.ringing(phone).id);
  }

  /** Rings if it did not, is answered and bridged. */
  picksUp(phone: string): CallId {
    const { id, state } = this.ringing(phone);
    if (state === 'reaching') this.alerts(id);
    this.answers(id);
    const call = this.calledBy(id);
    if (this.phase(call) === 'talking') this.bridges(call);
    return call;
  }

  hangsUp(phone: string, q850 = 16): Turn {
    return this.goes(this.leg(phone).id, q850);
  }

  /** One phone calls the other, which answers. */
  talk(from: string, to: string): CallId {
    const call = this.dials(from, to);
    this.picksUp(to);
    return call;
  }

  /** A customer speaks with Anna at 1101. */
  customer(): CallId {
    this.ready(anna);
    const call = this.calls();
    this.picksUp('1101');
    return call;
  }

  /** From the present call of `from` somebody else is asked, who answers. */
  consults(from: string, to: string): CallId {
    const call = `cbt-${this.board.state.nextCall}` as CallId;
    this.asks(from, { name: 'consult', number: to });
    this.picksUp(to);
    return call;
  }

  /** All that was to be hung up is gone. */
  settle(): this {
    for (const call of this.board.state.calls.values()) {
      for (const leg of call.legs.slice()) if (leg.state === 'clearing') this.goes(leg.id);
    }
    return this;
  }

  // What is

  /** The phone's legs as `call state`. */
  legs(phone: string): string[] {
    return legsOfPhone(this.board.state, phone as PhoneId).map(({ call, leg }) => `${call.id} ${leg.state}`);
  }

  leg(phone: string): Leg {
    const found = legsOfPhone(this.board.state, phone as PhoneId).findLast(
      ({ leg }) => leg.state !== 'clearing',
    );
    if (found === undefined) throw new Error(`${phone} is in no call`);
    return found.leg;
  }

  ringing(phone: string): Leg {
    const found = legsOfPhone(this.board.state, phone as PhoneId).find(
      ({ leg }) => leg.state === 'reaching' || leg.state === 'alerting',
    );
    if (found === undefined) throw new Error(`${phone} does not ring`);
    return found.leg;
  }

  calledBy(leg: LegId): CallId {
    const [call] = this.board.state.callsOfLeg.get(leg) ?? [];
    if (call === undefined) throw new Error(`${leg} is in no call`);
    return call;
  }

  /** What a phone's clients have been told since the last question, oldest first. */
  told(phone: string): (DeviceCalls | null)[] {
    const told = this.#shown.filter((change) => change.phone === phone).map((change) => change.calls);
    this.forget();
    return told;
  }

  /** The same in short: state, other party, cause. */
  display(phone: string): string[] {
    return this.told(phone).map(short);
  }

  now(phone: string): string {
    return short(this.board.state.deviceCalls.get(phone as PhoneId) ?? null);
  }

  permitted(phone: string): readonly string[] {
    return this.board.state.deviceCalls.get(phone as PhoneId)?.permitted ?? [];
  }

  forget(): this {
    this.#shown.length = 0;
    return this;
  }

  /** The last turn's effects of these names, in short. */
  did(...names: string[]): unknown[] {
    return this.effects
      .filter(({ name }) => names.length === 0 || names.includes(name))
      .map((effect) =>
        Object.values(effect)
          .map((value: unknown) => plain(value))
          .join(' '),
      );
  }
}

function plain(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.join('+');
  return (value as { number?: string }).number ?? '';
}

function short(calls: DeviceCalls | null): string {
  if (calls === null) return 'nothing';
  const { primary, secondary } = calls;
  return secondary === null ? side(primary) : `${side(primary)} / ${side(secondary)}`;
}

function side(of: CallSide): string {
  const words = [of.state, of.otherParty.number];
  if (of.addedParties.length > 0) words.push(`+${of.addedParties.map(({ number }) => number).join('+')}`);
  if (of.cause !== null) words.push(`(${of.cause})`);
  if (of.firstCalledParty !== null) words.push(`for ${of.firstCalledParty.number}`);
  if (of.lastRedirectionParty !== null) words.push(`by ${of.lastRedirectionParty.number}`);
  if (of.firstOtherParty !== null) words.push(`about ${of.firstOtherParty.number}`);
  return words.filter((word) => word !== '').join(' ');
}

export const refusal = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
  return 'allowed';
};
