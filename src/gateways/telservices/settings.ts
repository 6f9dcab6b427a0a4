/** How the gateway is reached and what a client may ask of it. */
export interface TelServicesSettings {
  readonly host: string;
  /** Takes both TCP and HTTP; 0 chooses a free one. */
  readonly port: number;
  /** A port for HTTP alone; `port` takes only TCP then. */
  readonly httpPort: number | null;
  /** telserver.TelServices.endOfPDU.sequence: follows each answer and event of TCP and UDP; empty for none. */
  readonly endOfPdu: string;
  /** Networks as in `192.168.1.0/24` or `::1`, whose clients need no credentials and no session. */
  readonly trustedNetworks: readonly string[];
  /** The manual's default: nobody's credentials are checked. */
  readonly openByDefault: boolean;
  /** Web pages as in `https://crm.example` whose scripts may use the gateway. */
  readonly allowedOrigins: readonly string[];
  /** Names by which browsers may reach `GET /makeCall`, besides `localhost`, `host` and every IP address. */
  readonly allowedHosts: readonly string[];
  /** Whether `GET /makeCall` makes calls. */
  readonly shortcut: boolean;
  /** Sessions, that is devices, at a time. */
  readonly sessionLimit: number;
  readonly clientsPerSession: number;
  /** Whether call events carry `callReference`, which the printed examples do without. */
  readonly callReference: boolean;
  readonly requestBytes: number;
  readonly requestDepth: number;
  readonly requestElements: number;
  /** All requests together that have not come in whole yet. */
  readonly pendingBytes: number;
  readonly connections: number;
  /** Within this time after connecting a request must be there. */
  readonly requestTimeoutMs: number;
  /** How long a client may take to read its answer. */
  readonly answerTimeoutMs: number;
  /** How long the house may take to carry out a request. */
  readonly pbxTimeoutMs: number;
  /** The longest `timeout` of a snapshot with `resultOnEvent`. */
  readonly longestPollMs: number;
}

export const usualTelServicesSettings: TelServicesSettings = {
  host: '127.0.0.1',
  port: 8095,
  httpPort: null,
  endOfPdu: '',
  trustedNetworks: [],
  openByDefault: false,
  allowedOrigins: [],
  allowedHosts: [],
  shortcut: true,
  sessionLimit: 200,
  clientsPerSession: 20,
  callReference: false,
  requestBytes: 4 * 1024 * 1024,
  requestDepth: 12,
  requestElements: 65_000,
  pendingBytes: 32 * 1024 * 1024,
  connections: 500,
  requestTimeoutMs: 10_000,
  answerTimeoutMs: 5_000,
  pbxTimeoutMs: 10_000,
  longestPollMs: 300_000,
};
