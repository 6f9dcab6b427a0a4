import type { Party } from '../../../../src/board/call/call.ts';
import type { CallSide, DeviceCalls, DeviceChange } from '../../../../src/board/device/device-call.ts';
import type { CallId, PhoneId } from '../../../../src/board/ids.ts';
import type { FeatureChange, FeatureState } from '../../../../src/gateways/telservices/house/features.ts';
import type { HistoryQuery, HistoryRecord } from '../../../../src/gateways/telservices/house/history.ts';
import type { Listen } from '../../../../src/gateways/telservices/house/listen.ts';
import type { RoutingPointConfig } from '../../../../src/gateways/telservices/house/routing-points.ts';
import { CordboardError } from '../../../../src/base/errors.ts';
import type { DeviceCommand, Telephony } from '../../../../src/gateways/telservices/telephony.ts';
import type { AgentInfo, PartyInfo, RoutingPointState } from '../../../../src/gateways/telservices/words.ts';
import { noRoutingPointTotals, noUserTotals, snapshotCounts } from './figures.ts';

/** Something that can be heard, and that a test makes happen. */
class Happening<Change> {
  readonly #listeners = new Set<(change: Change) => void>();
  readonly listen: Listen<Change> = (listener) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  tell(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  get heardBy(): number {
    return this.#listeners.size;
  }
}

const quiet: FeatureState = { doNotDisturb: false, messagesWaiting: false, forwards: [] };

/** The printed agent: busy after a call until then. */
export const agentAfterCall = (changesAt: number): AgentInfo => ({
  userID: null,
  state: 'workingAfterCall',
  changesAt,
  inboundServices: ['service1'],
  outboundServices: [],
  permittedStates: ['ready', 'notReady', 'workingAfterCall'],
});

/** A house that does as the test says and remembers what it was asked for. */
export class FakeTelephony implements Telephony {
  readonly known = new Set<string>(['1101', '1102', '1103', '8001']);
  readonly asked: unknown[] = [];
  /** What the house refuses everything with, or leaves unanswered. */
  refusal: CordboardError | Error | null = null;
  isSilent = false;
  isUp = true;
  readonly callsOf = new Map<string, DeviceCalls>();
  readonly featuresOf = new Map<string, FeatureState>();
  readonly agentAt = new Map<string, AgentInfo>();
  readonly directory: PartyInfo[] = [];
  records: readonly HistoryRecord[] = [];
  routingPointState: RoutingPointState = 'started-running';
  /** Devices that somebody has opened, and who. */
  readonly openedBy: [string, string | null][] = [];
  readonly supervisors = new Set<string>(['boss']);
  /** Devices that nobody may use any more who has said who he is. */
  readonly lost = new Set<string>();
  /** Whom device numbers stand for. */
  readonly userOfDevice = new Map<string, string>();

  readonly changes = new Happening<DeviceChange>();
  readonly gone = new Happening<PhoneId>();
  readonly featureChanges = new Happening<FeatureChange>();
  readonly agentChanges = new Happening<{ phone: PhoneId; info: AgentInfo }>();
  readonly lineChanges = new Happening<boolean>();
  readonly usersGone = new Happening<string>();

  get heardBy(): number {
    return [
      this.changes,
      this.gone,
      this.featureChanges,
      this.agentChanges,
      this.lineChanges,
      this.usersGone,
    ].reduce((sum, happening) => sum + happening.heardBy, 0);
  }

  /** The device does this with calls from now on, and everybody hears of it. */
  calls(deviceNumber: string, calls: DeviceCalls | null, at = 0): void {
    if (calls === null) this.callsOf.delete(deviceNumber);
    else this.callsOf.set(deviceNumber, calls);
    this.changes.tell({ at, phone: deviceNumber as PhoneId, agent: null, calls });
  }

  lineUp(isUp: boolean): void {
    this.isUp = isUp;
    this.lineChanges.tell(isUp);
  }

  readonly line = this.#line();
  readonly devices = {
    find: (number: string) => (this.known.has(number) ? (number as PhoneId) : null),
    calls: (phone: PhoneId) => this.callsOf.get(phone) ?? null,
    command: (command: DeviceCommand) => this.#done(command),
    listen: this.changes.listen,
    listenGone: this.gone.listen,
  };
  readonly features = {
    of: (phone: PhoneId) => this.featuresOf.get(phone) ?? quiet,
    setDoNotDisturb: (phone: PhoneId, isOn: boolean) => this.#done({ doNotDisturb: isOn, phone }),
    setForward: (phone: PhoneId, forward: object) => this.#done({ forward, phone }),
    listen: this.featureChanges.listen,
  };
  readonly agents = {
    at: (phone: PhoneId) => this.agentAt.get(phone) ?? null,
    setState: (phone: PhoneId, state: string) => this.#done({ agentState: state, phone }),
    opened: async (phone: PhoneId, userID: string | null) => void this.openedBy.push([phone, userID]),
    listen: this.agentChanges.listen,
  };
  readonly users = {
    authenticate: (attempt: { userID: string; userPassword: string }) =>
      attempt.userPassword === 'secret'
        ? this.#done({ authenticate: attempt })
        : Promise.reject(new CordboardError('sign-in-refused', 'wrong user or password')),
    mayUse: (_userID: string, deviceNumber: string) => !this.lost.has(deviceNumber),
    userOf: (deviceNumber: string) => this.userOfDevice.get(deviceNumber) ?? null,
    isSupervisor: (userID: string) => this.supervisors.has(userID),
    listenGone: this.usersGone.listen,
  };
  readonly history = {
    query: (query: HistoryQuery) => this.#done({ history: query }).then(() => this.records),
  };
  readonly statistics = {
    userSnapshot: (deviceNumber: string, userID: string | null) =>
      this.#done({ userSnapshot: deviceNumber, userID }).then(() => ({
        agentState: 'ready' as const,
        inboundServices: ['service1'],
        outboundServices: [],
      })),
    userTotal: (deviceNumber: string, userID: string | null) =>
      this.#done({ userTotal: deviceNumber, userID }).then(() => ({
        start: new Date(2009, 10, 9, 11, 13, 23).getTime(),
        inboundServices: ['service1'],
        outboundServices: [],
        totals: noUserTotals,
      })),
    routingPointSnapshot: (service: string) =>
      this.#done({ routingPointSnapshot: service }).then(() => ({ counts: snapshotCounts, agents: [] })),
    routingPointTotal: (service: string) =>
      this.#done({ routingPointTotal: service }).then(() => ({
        start: new Date(2009, 10, 9, 11, 12, 23).getTime(),
        totals: noRoutingPointTotals,
        agents: [],
      })),
  };
  readonly directories = {
    describe: (number: string) => this.directory.find((party) => party.number === number) ?? null,
    searchName: (search: object) => this.#done({ searchName: search }).then(() => this.directory),
    searchNumber: (search: object) => this.#done({ searchNumber: search }).then(() => this.directory),
    replaceUserDirectory: (directory: object) => this.#done({ replaceUserDirectory: directory }),
    synchronise: (directoryName: string) => this.#done({ synchronise: directoryName }),
  };
  readonly routingPoints = {
    state: (service: string) => this.#done({ state: service }).then(() => this.routingPointState),
    start: (service: string, template: string | null, config: RoutingPointConfig | null) =>
      this.#done({ start: service, ...(template === null ? {} : { template }), config }),
    stop: (service: string) => this.#done({ stop: service }),
    suspend: (service: string) => this.#done({ suspend: service }),
    resume: (service: string) => this.#done({ resume: service }),
    update: (service: string, config: RoutingPointConfig | null) => this.#done({ update: service, config }),
  };

  #line(): Telephony['line'] {
    const isUp = (): boolean => this.isUp;
    return {
      get isUp() {
        return isUp();
      },
      listen: this.lineChanges.listen,
    };
  }

  async #done(asked: unknown): Promise<void> {
    this.asked.push(asked);
    if (this.isSilent) await new Promise(() => {});
    if (this.refusal !== null) throw this.refusal;
  }
}

export const party = (number: string, name = ''): Party => ({ name, number });

/** A call as 1101 sees it that calls 1102, but for what the test wants otherwise. */
export function side(more: Partial<CallSide> = {}): CallSide {
  return {
    call: 'cb1-1' as CallId,
    state: 'connected',
    otherParty: party('1102'),
    addedParties: [],
    firstOtherParty: null,
    firstCalledParty: null,
    lastRedirectionParty: null,
    connectedAt: null,
    endedAt: null,
    isOutgoing: true,
    isConference: false,
    cause: null,
    data: null,
    ...more,
  };
}

export function calls(
  primary: CallSide,
  permitted: DeviceCalls['permitted'] = [],
  secondary: CallSide | null = null,
): DeviceCalls {
  return { primary, secondary, permitted };
}
