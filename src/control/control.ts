import type { Clock } from '../base/clock.ts';
import { CordboardError } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import type { ReportLedger } from '../reports/ledger.ts';
import type { FigureRows } from '../reports/acd/rows.ts';
import { createReports, type Reports } from '../reports/reports.ts';
import type { Caller } from './caller.ts';
import type { Directories } from './directories.ts';
import { Events, type EntryReader } from './events.ts';
import type { Exchange } from './exchange.ts';
import { LocalAccess } from './local-access.ts';
import { OfficeInForce, type OfficeHook, type OfficeVersions } from './office-in-force.ts';
import type { Operation } from './operation.ts';
import { agentOperations } from './operations/agents.ts';
import { attemptOperations } from './operations/attempts.ts';
import { campaignFigureOperations } from './operations/campaign-figures.ts';
import { campaignOperations } from './operations/campaigns.ts';
import { outboundDeskOperations } from './operations/outbound-desk.ts';
import { scheduledCallOperations } from './operations/scheduled-calls.ts';
import { whyOperations, type CallStory } from './operations/why.ts';
import { callBackOperations } from './operations/call-backs.ts';
import { callOperations, type HistoryReader } from './operations/calls.ts';
import { contactOperations } from './operations/contacts.ts';
import { directoryOperations } from './operations/directories.ts';
import { doNotCallOperations } from './operations/do-not-call.ts';
import { figureOperations } from './operations/figures.ts';
import { houseOperations } from './operations/house.ts';
import { listOperations } from './operations/lists.ts';
import { officeOperations } from './operations/office.ts';
import { phoneOperations } from './operations/phones.ts';
import { queueOperations, type CallbackStore } from './operations/queues.ts';
import { waitingCallOperations } from './operations/waiting-calls.ts';
import { sessionOperations } from './operations/sessions.ts';
import type { MessageFiles, MessageStore } from './messages/message-files.ts';
import { logOperations, type RecordReader } from './operations/logs.ts';
import { messageOperations } from './operations/messages.ts';
import {
  AudioDesk,
  recordingOperations,
  type CallTagStore,
  type RecordingStore,
} from './operations/recordings.ts';
import { supervisionOperations } from './operations/supervision.ts';
import { telServicesOperations, type TelServicesDesk } from './operations/telservices.ts';
import { visitOperations } from './operations/visits.ts';
import { wallboardOperations } from './operations/wallboards.ts';
import { webhookOperations, type WebhookDesk } from './operations/webhooks.ts';
import { wrapUpOperations } from './operations/wrap-up.ts';
import type { CampaignBook, RecordRows } from './record-search.ts';
import { RecordedSound, type ToMp3 } from './recorded-sound.ts';
import type { Outbound } from './outbound/outbound.ts';
import type { CampaignParts } from './outbound/parts.ts';
import { SaidDesk } from './outbound/said-desk.ts';
import { PasswordCheck, type CredentialStore } from './password-check.ts';
import { Sessions, type SessionStore } from './sessions.ts';
import { Wallboards } from './wallboards.ts';

/** What control needs of the ledger. */
export interface ControlLedger
  extends EntryReader,
    HistoryReader,
    CallbackStore,
    RecordReader,
    CallStory,
    Omit<ReportLedger, 'history' | 'entriesAfter'> {
  readonly figures: FigureRows;
  readonly credentials: CredentialStore;
  readonly sessions: SessionStore;
  readonly campaignDays: CampaignBook;
  readonly officeVersions: OfficeVersions;
  /** Stores all of what `work` stores, or nothing. */
  atomically<Result>(work: () => Result): Result;
}

/** What is known of recordings, and their sound. */
export interface Recorded {
  readonly store: RecordingStore;
  readonly tags: CallTagStore;
  readonly search: RecordRows;
  readonly sound: RecordedSound;
}

/** Every operation that anybody can ask for, and who may ask. */
export interface Control {
  readonly operations: readonly Operation[];
  /** The sound of recordings; null when there is none to be had. */
  readonly audio: AudioDesk | null;
  /** For gateways whose clients ask for them in other ways; null as the sound. */
  readonly recorded: Recorded | null;
  readonly campaignBook: CampaignBook;
  /** What came of calls, for gateways. */
  readonly said: SaidDesk;
  /** Lists, contacts and the do-not-call list; null where there are none. */
  readonly outbound: Outbound | null;
  readonly events: Events;
  readonly office: OfficeInForce;
  readonly sessions: Sessions;
  /** For gateways that ask for a password themselves. */
  readonly passwords: PasswordCheck;
  readonly reports: Reports;
  readonly wallboards: Wallboards;
  /** Lets the command line on this machine in, as the admin `local`, until this process ends. */
  readonly localToken: string;
  /** The owner of a token. Throws 'session-over' when it is nobody's any more. */
  callerOf(token: string): Caller;
  /** The same caller as of now, or null when his session is over. */
  refresh(caller: Caller): Caller | null;
}

export function createControl(options: {
  readonly exchange: Exchange;
  readonly ledger: ControlLedger;
  readonly clock: Clock;
  readonly log: Logger;
  readonly version: string;
  /** Given the office by whoever also gives it to Asterisk: `onOfficeApplied`. */
  readonly directories: Directories;
  /** Called with every office that comes into force; it has the phones' secrets, but no passwords. */
  readonly onOfficeApplied?: OfficeHook;
  /** Without it there are no web calls. */
  readonly webhooks?: WebhookDesk;
  /** Without it nobody can look at TelServices clients. */
  readonly telServices?: TelServicesDesk;
  /** Where recordings are and what is known of them; without it nobody can look for them. */
  readonly recordings?: {
    readonly store: RecordingStore;
    readonly tags: CallTagStore;
    readonly search: RecordRows;
    readonly conversions: ToMp3;
    readonly folder: string;
  };
  readonly outbound?: Outbound;
  /** Without it nobody can look at campaigns, or say more of a call than one word. */
  readonly campaigns?: CampaignParts;
  /** The mailboxes of phones; `files` is null where the sound is on another machine. */
  readonly messages?: { readonly store: MessageStore; readonly files: MessageFiles | null };
}): Control {
  const {
    exchange,
    ledger,
    clock,
    log,
    version,
    directories,
    onOfficeApplied = async () => [],
    webhooks,
    telServices,
    recordings,
    outbound,
    campaigns,
    messages,
  } = options;
  const sessions = new Sessions(ledger.sessions, clock);
  const local = new LocalAccess();
  const passwords = new PasswordCheck(ledger.credentials, clock);
  const events = new Events(ledger, exchange);
  const wallboards = new Wallboards(exchange, ledger.figures, clock, log);
  const office = new OfficeInForce({
    exchange,
    versions: ledger.officeVersions,
    credentials: ledger.credentials,
    sessions,
    atomically: (work) => ledger.atomically(work),
    onApplied: onOfficeApplied,
    clock,
    log,
  });

  const said = new SaidDesk(exchange, campaigns ?? null);
  const audio = recordings === undefined ? null : new AudioDesk(recordings.store, recordings.folder, clock);

  const callerWith = (session: ReturnType<Sessions['find']>): Caller | null => {
    const user = session === undefined ? undefined : office.user(session.user);
    if (session === undefined || user === undefined) return null;
    return { user: user.id, role: user.role, session: session.tokenHash, expiresAt: session.expiresAt };
  };

  return {
    operations: [
      ...sessionOperations({ exchange, office, passwords, sessions }),
      ...agentOperations(exchange),
      ...wrapUpOperations(exchange, said),
      ...phoneOperations(exchange),
      ...supervisionOperations(exchange),
      ...(recordings === undefined ? [] : recordingOperations(exchange, recordings.store, recordings.tags)),
      ...(messages === undefined ? [] : messageOperations(exchange, messages.store, messages.files)),
      ...(outbound === undefined
        ? []
        : [
            ...listOperations(outbound.lists),
            ...contactOperations(outbound.contacts),
            ...doNotCallOperations(outbound.bars),
          ]),
      ...(campaigns === undefined
        ? []
        : [
            ...campaignOperations(exchange, campaigns),
            ...campaignFigureOperations(exchange, campaigns, ledger.figures),
            ...attemptOperations(campaigns),
            ...outboundDeskOperations(exchange, campaigns, said),
            ...scheduledCallOperations(exchange, campaigns),
          ]),
      ...callOperations(exchange, ledger),
      ...whyOperations(exchange, ledger),
      ...queueOperations(exchange, ledger, clock),
      ...waitingCallOperations(exchange),
      ...callBackOperations(exchange),
      ...figureOperations(exchange, ledger.figures),
      ...visitOperations(exchange, ledger.figures),
      ...logOperations(exchange, ledger),
      ...wallboardOperations(exchange, wallboards),
      ...directoryOperations(directories, office),
      ...officeOperations(office, ledger.credentials),
      ...houseOperations({ exchange, events, clock, version }),
      ...(webhooks === undefined ? [] : webhookOperations(webhooks)),
      ...(telServices === undefined ? [] : telServicesOperations(telServices)),
    ],
    audio,
    recorded:
      recordings === undefined || audio === null
        ? null
        : {
            store: recordings.store,
            tags: recordings.tags,
            search: recordings.search,
            sound: new RecordedSound(audio, recordings.conversions),
          },
    campaignBook: ledger.campaignDays,
    said,
    outbound: outbound ?? null,
    events,
    wallboards,
    office,
    sessions,
    passwords,
    reports: createReports({
      ledger,
      state: exchange.state,
      now: () => clock.now(),
      outbound: campaigns?.rows,
    }),
    localToken: local.token,
    callerOf(token) {
      if (local.admits(token)) return local.caller;
      const caller = callerWith(sessions.ofToken(token));
      if (caller === null) throw new CordboardError('session-over', 'this session is over: sign in again');
      return caller;
    },
    refresh: (caller) => (local.is(caller) ? caller : callerWith(sessions.find(caller.session))),
  };
}
