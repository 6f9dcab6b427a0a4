import { parseArgs } from 'node:util';
import { CordboardError, messageOf } from '../../../src/base/errors.ts';

const modes = ['progressive', 'power', 'predictive'] as const;

export interface OutboundArguments {
  readonly contacts: number;
  readonly agents: number;
  readonly mode: (typeof modes)[number];
  readonly json: boolean;
  readonly help: boolean;
}

export const outboundUsage = `npm run demo -- outbound [--contacts 200] [--agents 8] [--mode predictive] [--json]

A Cordboard of its own calls simulated customers over a simulated telephone network, with audio, and connects those who
answer with simulated agents.

  --contacts   whom to call, 1 to 9999 (200)
  --agents     1 to 50 (8)
  --mode       progressive, power or predictive (predictive)
  --json       no screen; the last line of standard output is the result as JSON in any case`;

/** Throws 'usage' naming the option and its rule. */
export function readOutbound(argv: readonly string[]): OutboundArguments {
  const { contacts, agents, mode, json, help } = parse(argv);
  const known = modes.find((one) => one === mode);
  if (known === undefined) {
    throw new CordboardError('usage', `--mode takes ${modes.join(', ')}, not "${mode}"`);
  }
  return {
    contacts: whole('--contacts', contacts, 9_999),
    agents: whole('--agents', agents, 50),
    mode: known,
    json,
    help,
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        contacts: { type: 'string', default: '200' },
        agents: { type: 'string', default: '8' },
        mode: { type: 'string', default: 'predictive' },
        json: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    const known = '--contacts, --agents, --mode, --json and --help are known';
    throw new CordboardError('usage', `${messageOf(error)} (${known})`, { cause: error });
  }
}

function whole(option: string, text: string, most: number): number {
  if (/^\d{1,4}$/.test(text) && Number(text) >= 1 && Number(text) <= most) return Number(text);
  throw new CordboardError('usage', `${option} takes a whole number from 1 to ${most}, not "${text}"`);
}
