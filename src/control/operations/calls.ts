import { z } from 'zod';
import { CordboardError } from '../../base/errors.ts';
import type { HistoryRow } from '../../board/account.ts';
import type { CallId } from '../../board/ids.ts';
import { isSupervisor, type Caller } from '../caller.ts';
import type { Exchange } from '../exchange.ts';
import {
  agentField,
  callField,
  durationField,
  limitField,
  partyField,
  queueField,
  timeField,
} from '../fields.ts';
import { operation, type Operation } from '../operation.ts';
import { callOutput, callView, maySeeCall } from '../views/call-view.ts';

export interface HistoryReader {
  /** The latest first. */
  history(filter: {
    readonly from?: number;
    readonly to?: number;
    readonly queue?: string;
    readonly agent?: string;
    readonly src?: string;
    readonly beforeCall?: string;
    readonly limit: number;
  }): readonly HistoryRow[];
}

const historyOutput = z.object({
  call: callField,
  startedAt: timeField.describe('CALLDATE'),
  endedAt: timeField,
  caller: partyField.describe('SRC'),
  dialled: z.string().describe('DST'),
  queue: queueField.nullable().describe('SKILL'),
  agent: agentField.nullable().describe('UID'),
  waitMs: durationField,
  talkMs: durationField.describe('BILLSEC'),
  disposition: z.enum(['ANSWERED', 'NO ANSWER', 'FAILED']).describe('DISPOSITION'),
  end: z
    .enum([
      'abandoned',
      'completed-by-caller',
      'completed-by-agent',
      'refused',
      'unanswered',
      'message-left',
      'merged',
      'ended-by-command',
      'lost-by-asterisk',
    ])
    .describe('SKILLEVENT'),
  cause: z.int().describe('Q.850 cause of the end'),
});

const historyInput = z.strictObject({
  from: timeField.optional().describe('only calls that began then or later'),
  to: timeField.optional().describe('only calls that began before'),
  queue: queueField.optional(),
  agent: agentField.optional(),
  number: z.string().max(80).optional().describe("the caller's number"),
  before: callField
    .optional()
    .describe('only what comes after this call in the list: the last of the former page'),
  limit: limitField(1_000, 100),
});

export function callOperations(exchange: Exchange, ledger: HistoryReader): Operation[] {
  const { state } = exchange;

  const live = (caller: Caller, id: CallId) => {
    const call = state.calls.get(id);
    const view = call === undefined ? null : callView(state, call, exchange.now);
    return view !== null && maySeeCall(caller, view) ? view : null;
  };

  return [
    operation({
      name: 'calls',
      summary: 'Calls that are up: all for supervisors, the own one for agents',
      permission: 'agent',
      method: 'get',
      path: '/calls',
      input: z.strictObject({}),
      output: z.object({ calls: z.array(callOutput) }),
      run: (caller) => ({ calls: [...state.calls.keys()].flatMap((id) => live(caller, id) ?? []) }),
    }),
    operation({
      name: 'call',
      summary: 'One call that is up',
      permission: 'agent',
      method: 'get',
      path: '/calls/{call}',
      input: z.strictObject({ call: callField }),
      output: callOutput,
      run: (caller, { call }) => {
        const view = live(caller, call);
        if (view === null) {
          throw new CordboardError('call-unknown', `there is no call ${call} up that ${caller.user} may see`);
        }
        return view;
      },
    }),
    operation({
      name: 'history',
      summary: 'Calls that are over, the latest first: all for supervisors, the own ones for agents',
      permission: 'agent',
      method: 'get',
      path: '/history',
      input: historyInput,
      output: z.object({ calls: z.array(historyOutput) }),
      run: (caller, input) => ({ calls: ledger.history(filterOf(caller, input)).map(shown) }),
    }),
  ];
}

function filterOf(
  caller: Caller,
  { number, before, agent, ...rest }: z.output<typeof historyInput>,
): Parameters<HistoryReader['history']>[0] {
  if (!isSupervisor(caller) && agent !== undefined && agent !== caller.user) {
    throw new CordboardError('not-permitted', `${caller.user} may see his own calls only`);
  }
  const filter = {
    ...rest,
    src: number,
    beforeCall: before,
    agent: isSupervisor(caller) ? agent : caller.user,
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)) as Parameters<
    HistoryReader['history']
  >[0];
}

/** What others have added to the row is not for the wire yet. */
function shown(row: HistoryRow): z.output<typeof historyOutput> {
  const { call, startedAt, endedAt, caller, dialled, queue, agent, waitMs, talkMs, disposition, end, cause } =
    row;
  return { call, startedAt, endedAt, caller, dialled, queue, agent, waitMs, talkMs, disposition, end, cause };
}
