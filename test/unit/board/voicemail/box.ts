import type { StoredMessage } from '../../../../src/board/device/device.ts';
import type { Effect } from '../../../../src/board/effect.ts';
import type { CallId, LegId, PhoneId } from '../../../../src/board/ids.ts';
import { emptyOffice, type Office } from '../../../../src/board/office.ts';
import { agentOf, entered, officeOf, phoneOf } from '../settings.ts';
import { anna, Stage } from '../stage.ts';

export const phone = '1001' as PhoneId;

const voicemail = { longestMs: 60_000, silenceMs: 5_000, shortestMs: 2_000, mostPerBox: 3 };

export const boxOffice = (more: Partial<Office> = {}): Office =>
  officeOf({
    agents: [agentOf(anna, { phone })],
    phones: [
      phoneOf('1001', { mailbox: true, name: 'Anna' }),
      phoneOf('1002', { mailbox: true }),
      phoneOf('1003'),
    ],
    numbers: [{ number: '801', to: { kind: 'mailbox', phone } }],
    voicemail: { ...emptyOffice.voicemail, ...voicemail },
    timeZone: 'Europe/Berlin',
    ...more,
  });

/** A stage on which people speak into mailboxes. */
export class BoxStage extends Stage {
  constructor(office: Office = boxOffice()) {
    super(office);
  }

  /** A phone dials. */
  dials(from: string, number: string): CallId {
    const call = `cbt-${this.board.state.nextCall}` as CallId;
    this.take({ kind: 'line', event: entered(`c-${call}`, number, { endpoint: `PJSIP/${from}` }) });
    return call;
  }

  /** What is played to the call just then. */
  playing(call: CallId): readonly string[] {
    const phase = this.call(call)?.phase;
    return phase?.name === 'message' ? (phase.playing?.media ?? []) : [];
  }

  step(call: CallId): string {
    const phase = this.call(call)?.phase;
    return phase?.name === 'message' ? phase.step : this.phase(call);
  }

  /** What is played is over. */
  played(call: CallId): this {
    const phase = this.call(call)?.phase;
    if (phase?.name !== 'message' || phase.playing === null) throw new Error(`${call} hears nothing`);
    this.take({ kind: 'line', event: { name: 'played', playback: phase.playing.playback, whole: true } });
    return this;
  }

  presses(channel: string, digit: string): this {
    this.take({ kind: 'line', event: { name: 'digit', channel: channel as LegId, digit } });
    return this;
  }

  file(call: CallId): string {
    const phase = this.call(call)?.phase;
    if (phase?.name !== 'message' || phase.file === null) throw new Error(`${call} is not recorded`);
    return phase.file;
  }

  recorded(file: string, durationMs: number | null): this {
    this.take({ kind: 'line', event: { name: 'recorded', file, durationMs } });
    return this;
  }

  /** Somebody outside leaves a message of three seconds for 1001. */
  leavesMessage(channel: string): StoredMessage {
    const call = this.enters(channel, '801');
    this.played(call);
    const file = this.file(call);
    this.wait(3_000);
    this.goes(channel);
    this.recorded(file, 3_000);
    const message = this.box().at(-1);
    if (message === undefined) throw new Error('no message was left');
    return message;
  }

  box(): readonly StoredMessage[] {
    return this.board.state.devices.get(phone)?.messages ?? [];
  }

  named(name: Effect['name']): readonly Effect[] {
    return this.effects.filter((effect) => effect.name === name);
  }
}
