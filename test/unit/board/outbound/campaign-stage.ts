import type { Fact } from '../../../../src/board/fact.ts';
import type { CallId, CampaignId, ContactId, LegId, ListId } from '../../../../src/board/ids.ts';
import type { ConnectMode, Office } from '../../../../src/board/office.ts';
import { unlimited, type CampaignSettings } from '../../../../src/board/outbound/campaign-settings.ts';
import type { Contact } from '../../../../src/board/outbound/contact.ts';
import type { QueueSettings } from '../../../../src/board/queue-settings.ts';
import { agentOf, numberOf, officeOf, phoneOf, queueOf, routeOf } from '../settings.ts';
import { anna, ben, Stage, support } from '../stage.ts';

export const spring = 'spring' as CampaignId;

/** A campaign that has no bounds but those that a test names. */
export const campaignOf = (more: Partial<CampaignSettings> = {}): CampaignSettings => ({
  id: spring,
  name: 'Spring',
  queue: support,
  dialling: { name: 'progressive' },
  abandon: {
    limit: 0.03,
    days: 1,
    withinMs: 2_000,
    message: 'sound:sorry',
    lockOutMs: 0,
    guarantee: 'expected',
    dropAfterMs: null,
  },
  ringMs: 20_000,
  trunks: ['main', 'spare'],
  numberFormat: 'plus',
  prefix: '',
  callerIds: { numbers: ['+493010'], by: 'first' },
  most: null,
  perSecond: null,
  rules: [],
  limits: { perContact: 5, perNumber: 5, perDay: null, per24Hours: null },
  retries: {
    'no-answer': { afterMs: 3_600_000, most: 3, nextNumber: true },
    busy: { afterMs: 600_000, most: 3, nextNumber: false },
    machine: { afterMs: 3_600_000, most: 3, nextNumber: false },
    rejected: { afterMs: 3_600_000, most: 1, nextNumber: false },
    congestion: { afterMs: 60_000, most: 3, nextNumber: false },
    abandoned: { afterMs: 86_400_000, most: 1, nextNumber: false },
    silence: { afterMs: 3_600_000, most: 1, nextNumber: false },
    'hung-up': { afterMs: 86_400_000, most: 1, nextNumber: false },
  },
  order: 'oldest',
  detection: {
    by: 'none',
    longestMs: 1_500,
    falsePositives: 0.02,
    machine: { name: 'hang-up' },
    unknown: 'agent',
  },
  blending: { reserve: 0, pauseWaiting: 1 },
  calendar: null,
  dispositions: [],
  dispositionRequired: false,
  dispositionDefault: null,
  callbacks: { handOverMs: null, remindMs: 300_000, mostPerAgent: 10 },
  form: null,
  ...more,
});

/** Anna's phone answers by itself, Ben's has to be picked up. */
export const outboundOffice = (
  campaign: Partial<CampaignSettings> = {},
  { queue = {}, connect = 'auto-answer' }: { queue?: Partial<QueueSettings>; connect?: ConnectMode } = {},
): Office =>
  officeOf({
    agents: [
      agentOf(anna, { phone: '1001' as Office['phones'][number]['id'], connect }),
      agentOf(ben, { phone: '1002' as Office['phones'][number]['id'] }),
    ],
    phones: [phoneOf('1001', { autoAnswer: true }), phoneOf('1002')],
    queues: [queueOf(support, [anna, ben], queue)],
    numbers: [numberOf('900', support)],
    trunks: [
      { id: 'main', endpoint: 'PJSIP/main', limits: unlimited },
      { id: 'spare', endpoint: 'PJSIP/spare', limits: unlimited },
    ],
    outside: [routeOf('0Z.')],
    campaigns: [campaignOf(campaign)],
  });

export const contactOf = (id: number, more: Partial<Contact> = {}): Contact => ({
  id: id as ContactId,
  campaign: spring,
  list: 1 as ListId,
  listName: 'first',
  name: `Customer ${id}`,
  priority: 5_000,
  agent: null,
  dueAt: 0,
  kind: 'first',
  attempts: 0,
  data: {},
  numbers: [numberOfContact(`+4930${1_000_000 + id}`)],
  next: 0,
  note: '',
  ...more,
});

export const numberOfContact = (
  number: string,
  more: Partial<Contact['numbers'][number]> = {},
): Contact['numbers'][number] => ({
  number,
  dial: number,
  zones: ['Europe/Berlin'],
  region: null,
  state: 'open',
  attempts: 0,
  notBefore: 0,
  recent: [],
  lockedUntil: 0,
  outcomes: {},
  ...more,
});

/** A stage with one campaign, and words for what its customers do. */
export class CampaignStage extends Stage {
  /** Hands contacts over and starts the campaign. */
  starts(...contacts: Contact[]): this {
    this.hands(...contacts);
    this.command({ name: 'start-campaign', campaign: spring, by: 'boss' });
    return this;
  }

  hands(...contacts: Contact[]): this {
    this.take({ kind: 'contacts', campaign: spring, contacts, isAll: false });
    return this;
  }

  /** The calls of the campaign that are up, the oldest first. */
  get attempts(): CallId[] {
    return [...(this.board.state.callsOfCampaign.get(spring) ?? [])];
  }

  /** The customer's leg. */
  customer(call: CallId): LegId {
    const leg = this.board.state.calls.get(call)?.attempt?.leg;
    if (leg == null) throw new Error(`no customer of ${call} is called`);
    return leg;
  }

  /** The customer picks up, and an agent whose phone answers by itself does. */
  meets(call: CallId): this {
    this.answers(this.customer(call));
    this.talks(call);
    return this;
  }

  fact<Kind extends Fact['kind']>(kind: Kind): Extract<Fact, { kind: Kind }> {
    const fact = this.facts.find((one) => one.kind === kind);
    if (fact === undefined) throw new Error(`no ${kind} among ${this.kinds.join(', ')}`);
    return fact as Extract<Fact, { kind: Kind }>;
  }

  held(id: number): string | undefined {
    return this.board.state.contacts.get(id as ContactId)?.state.name;
  }
}
