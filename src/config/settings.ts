import { join } from 'node:path';
import { z } from 'zod';
import { CordboardError } from '../base/errors.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const list = z
  .string()
  .default('')
  .transform((text) =>
    text
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  );

const userKey = /^([a-z0-9][a-z0-9-]{0,39}):([A-Za-z0-9._~-]{20,200})$/;

/** Each setting is an environment variable; its description is what `doctor --settings` says of it. */
const environment = z.object({
  CORDBOARD_DATA: z
    .string()
    .min(1)
    .default('data')
    .describe('folder of the ledger, the office file and the embedded Asterisk'),
  CORDBOARD_HOST: z.string().min(1).default('127.0.0.1').describe('address that the API listens on'),
  CORDBOARD_PORT: port.default(8090).describe('port of the API; 0 chooses a free one'),
  CORDBOARD_ARI_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('your own Asterisk, as in http://127.0.0.1:8088; without it an embedded one is started'),
  CORDBOARD_ARI_USER: z.string().min(1).optional().describe('user of ari.conf'),
  CORDBOARD_ARI_PASSWORD: z.string().min(1).optional().describe('password of that user'),
  CORDBOARD_ARI_TRANSPORT: z
    .enum(['auto', 'websocket', 'ari-client'])
    .default('auto')
    .describe('how requests travel; auto asks Asterisk for its version'),
  CORDBOARD_APP: z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .default('cordboard')
    .describe('name of the Stasis application'),
  CORDBOARD_EMBEDDED_ARI_PORT: port
    .default(8088)
    .describe('ARI port of the embedded Asterisk; 0 chooses a free one'),
  CORDBOARD_EMBEDDED_SIP_PORT: port
    .default(5060)
    .describe('SIP port (UDP) of the embedded Asterisk; 0 chooses a free one'),
  CORDBOARD_TELSERVICES_PORT: port
    .optional()
    .describe(
      'port of the TelServices gateway for TCP and HTTP; 0 chooses a free one; without it there is none',
    ),
  CORDBOARD_TELSERVICES_HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('address that the TelServices gateway listens on'),
  CORDBOARD_TELSERVICES_HTTP_PORT: port
    .optional()
    .describe('a port for HTTP alone; the other one takes only TCP then'),
  CORDBOARD_TELSERVICES_TRUSTED: list.describe(
    'networks whose clients need no password, as in 192.168.1.0/24,::1; the word all is every network',
  ),
  CORDBOARD_TELSERVICES_ORIGINS: list.describe(
    'web pages whose scripts may use the TelServices gateway, as in https://crm.example',
  ),
  CORDBOARD_TELSERVICES_HOSTS: list.describe(
    'names by which browsers may reach GET /makeCall, besides localhost and IP addresses',
  ),
  CORDBOARD_TELSERVICES_END_OF_PDU: z
    .string()
    .default('')
    .transform((text) =>
      text.replaceAll(String.raw`\r`, '\r').replaceAll(String.raw`\n`, '\n').replaceAll(String.raw`\0`, '\0'),
    )
    .describe(String.raw`what follows each answer over TCP and each event, as in \r\n`),
  CORDBOARD_TELSERVICES_CALL_REFERENCE: z
    .stringbool()
    .default(false)
    .describe('whether call events carry callReference (true or false)'),
  CORDBOARD_TELSERVICES_SHORTCUT: z
    .stringbool()
    .default(true)
    .describe('whether GET /makeCall of the TelServices gateway makes calls (true or false)'),
  CORDBOARD_TELSERVICES_SESSIONS: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(200)
    .describe('devices that TelServices clients can have open at a time'),
  CORDBOARD_UCONTACT_PORT: port
    .optional()
    .describe('port of the uContact gateway; 0 chooses a free one; without it there is none'),
  CORDBOARD_UCONTACT_HOST: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('address that the uContact gateway listens on'),
  CORDBOARD_UCONTACT_TRUSTED: list.describe(
    'networks whose programs need no key of the uContact gateway, as in 192.168.1.0/24,::1',
  ),
  CORDBOARD_UCONTACT_KEYS: list
    .refine((keys) => keys.every((key) => userKey.test(key)), {
      message: 'is not user:key, separated by commas, each key of at least 20 letters, digits and ._~-',
    })
    .describe(
      'keys of other products, each after the account that it stands for, as in crm:3kfL…,shop:9aZq…',
    ),
  CORDBOARD_RECORDINGS: z
    .string()
    .min(1)
    .optional()
    .describe(
      "folder of your own Asterisk's recordings (<astspooldir>/recording), if it can be reached from here",
    ),
  CORDBOARD_PROMPTS: z
    .string()
    .regex(/^[^,]+$/, 'a folder without a comma in its name')
    .default('cordboard-prompts')
    .describe(
      'folder of the spoken prompts as Asterisk sees it: absolute, or in its folder of sounds; npm start sets it for the embedded Asterisk',
    ),
  CORDBOARD_STRATEGY: z
    .string()
    .min(1)
    .optional()
    .describe("JavaScript file with the office's own strategy, for queues with the strategy external"),
  CORDBOARD_LOG: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('warn')
    .describe('least level that is logged'),
});

export interface Settings {
  readonly dataDir: string;
  readonly api: { readonly host: string; readonly port: number };
  /** null: start the embedded Asterisk. */
  readonly ari: { readonly url: string; readonly user: string; readonly password: string } | null;
  readonly transport: 'auto' | 'websocket' | 'ari-client';
  readonly app: string;
  readonly embedded: { readonly ariPort: number; readonly sipPort: number };
  /** null: no TelServices gateway. */
  readonly telServices: TelServicesSettings | null;
  /** null: no uContact gateway. */
  readonly uContact: UContactSettings | null;
  /** Where Asterisk puts what it records; null when that cannot be reached. */
  readonly recordingsDir: string | null;
  /** Of the spoken prompts, as Asterisk sees it. */
  readonly promptsFolder: string;
  /** The office's own strategy; null: there is none. */
  readonly strategyFile: string | null;
  readonly logLevel: string;
}

export interface TelServicesSettings {
  readonly host: string;
  readonly port: number;
  readonly httpPort: number | null;
  readonly trustedNetworks: readonly string[];
  readonly openByDefault: boolean;
  readonly allowedOrigins: readonly string[];
  readonly allowedHosts: readonly string[];
  readonly endOfPdu: string;
  readonly callReference: boolean;
  readonly shortcut: boolean;
  readonly sessionLimit: number;
}

export interface UContactSettings {
  readonly host: string;
  readonly port: number;
  readonly trustedNetworks: readonly string[];
  readonly keys: readonly { readonly user: string; readonly key: string }[];
}

/**
 * Reads and checks the settings once; an empty variable counts as one that is not set. Throws 'settings-wrong', naming
 * every variable that is wrong and its rule.
 */
export function readSettings(variables: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.entries(variables).filter(([, value]) => value?.trim() !== '');
  const parsed = environment.safeParse(Object.fromEntries(given));
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new CordboardError('settings-wrong', lines.join('\n'));
  }
  const env = parsed.data;
  const { CORDBOARD_ARI_URL: url, CORDBOARD_ARI_USER: user, CORDBOARD_ARI_PASSWORD: password } = env;
  if (url !== undefined && (user === undefined || password === undefined)) {
    throw new CordboardError(
      'settings-wrong',
      'CORDBOARD_ARI_URL is set, so CORDBOARD_ARI_USER and CORDBOARD_ARI_PASSWORD must be set too (ari.conf has them)',
    );
  }
  return {
    dataDir: env.CORDBOARD_DATA,
    recordingsDir:
      env.CORDBOARD_RECORDINGS ??
      (url === undefined ? join(env.CORDBOARD_DATA, 'asterisk/spool/recording') : null),
    api: { host: env.CORDBOARD_HOST, port: env.CORDBOARD_PORT },
    ari: url !== undefined && user !== undefined && password !== undefined ? { url, user, password } : null,
    transport: env.CORDBOARD_ARI_TRANSPORT,
    app: env.CORDBOARD_APP,
    embedded: { ariPort: env.CORDBOARD_EMBEDDED_ARI_PORT, sipPort: env.CORDBOARD_EMBEDDED_SIP_PORT },
    telServices: telServicesOf(env),
    uContact: uContactOf(env),
    promptsFolder: env.CORDBOARD_PROMPTS,
    strategyFile: env.CORDBOARD_STRATEGY ?? null,
    logLevel: env.CORDBOARD_LOG,
  };
}

/** The word that trusts every network: the manual's default. */
const everyNetwork = 'all';

function telServicesOf(env: z.output<typeof environment>): TelServicesSettings | null {
  if (env.CORDBOARD_TELSERVICES_PORT === undefined) return null;
  const trusted = env.CORDBOARD_TELSERVICES_TRUSTED;
  return {
    host: env.CORDBOARD_TELSERVICES_HOST,
    port: env.CORDBOARD_TELSERVICES_PORT,
    httpPort: env.CORDBOARD_TELSERVICES_HTTP_PORT ?? null,
    trustedNetworks: trusted.filter((network) => network !== everyNetwork),
    openByDefault: trusted.includes(everyNetwork),
    allowedOrigins: env.CORDBOARD_TELSERVICES_ORIGINS,
    allowedHosts: env.CORDBOARD_TELSERVICES_HOSTS,
    endOfPdu: env.CORDBOARD_TELSERVICES_END_OF_PDU,
    callReference: env.CORDBOARD_TELSERVICES_CALL_REFERENCE,
    shortcut: env.CORDBOARD_TELSERVICES_SHORTCUT,
    sessionLimit: env.CORDBOARD_TELSERVICES_SESSIONS,
  };
}

function uContactOf(env: z.output<typeof environment>): UContactSettings | null {
  if (env.CORDBOARD_UCONTACT_PORT === undefined) return null;
  return {
    host: env.CORDBOARD_UCONTACT_HOST,
    port: env.CORDBOARD_UCONTACT_PORT,
    trustedNetworks: env.CORDBOARD_UCONTACT_TRUSTED,
    keys: env.CORDBOARD_UCONTACT_KEYS.map((pair) => {
      const [, user = '', key = ''] = userKey.exec(pair) ?? [];
      return { user, key };
    }),
  };
}

/** Name, meaning and default of every setting, for people. */
export function explainSettings(): { name: string; meaning: string; default: string }[] {
  return Object.entries(environment.shape).map(([name, schema]) => {
    const unset = schema.safeParse(undefined);
    return {
      name,
      meaning: schema.description ?? '',
      default: unset.success ? String(unset.data ?? '') : '',
    };
  });
}
