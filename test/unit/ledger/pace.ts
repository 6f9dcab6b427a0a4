import type { Board } from '../../../src/board/board.ts';
import type { AgentId, BridgeId, LegId } from '../../../src/board/ids.ts';
import type { Input, LineEvent } from '../../../src/board/input.ts';
import type { Turn } from '../../../src/board/turn.ts';
import type { Ledger } from '../../../src/ledger/ledger.ts';
import { entered } from '../board/settings.ts';
import { officeOf } from './busy-office.ts';

/** How long the ledger takes over ordinary calls, with each turn committed alone and with ten at once. */
export function pace(ledger: Ledger, board: Board, calls: number): object {
  let at = Math.max(ledger.lastAt, Date.now());
  let spent: number[] = [];
  const commit = (turns: readonly Turn[]): void => {
    const before = performance.now();
    ledger.commit(turns, board.state);
    spent.push((performance.now() - before) * 1_000);
  };
  const take = (input: object): Turn => {
    at += 1_000;
    return board.take({ ...input, at } as Input);
  };
  commit(openingInputs().map(take));
  const seq = ledger.lastSeq;
  spent = [];
  for (let call = 0; call < calls; call += 1) for (const input of callInputs(board)) commit([take(input)]);
  const alone = spent;
  const facts = ledger.lastSeq - seq;

  spent = [];
  let group: Turn[] = [];
  for (let call = 0; call < calls; call += 1) {
    for (const input of callInputs(board)) {
      group.push(take(input));
      if (group.length < 10) continue;
      commit(group);
      group = [];
    }
  }
  commit(group);

  const sum = (all: readonly number[]): number => all.reduce((total, one) => total + one, 0);
  const sorted = alone.toSorted((a, b) => a - b);
  const quantile = (part: number): number => Math.round(sorted[Math.floor(part * (sorted.length - 1))] ?? 0);
  return {
    factsPerCall: facts / calls,
    turnsPerCall: alone.length / calls,
    turnsPerSecond: Math.round(1e6 / (sum(alone) / alone.length)),
    usPerCall: Math.round(sum(alone) / calls),
    usPerTurn: { p50: quantile(0.5), p99: quantile(0.99), p999: quantile(0.999), max: quantile(1) },
    usPerCallInGroupsOfTen: Math.round(sum(spent) / calls),
  };
}

function openingInputs(): object[] {
  const agent = 'anna' as AgentId;
  return [
    { kind: 'office', office: officeOf('default', 500) },
    { kind: 'line-up', survey: { asteriskStartedAt: 1, channels: [], bridges: [] } },
    { kind: 'command', command: { name: 'sign-in', agent } },
    { kind: 'command', command: { name: 'ready', agent } },
  ];
}

/** Answered at once, talked, hung up by the caller, wrapped up. */
function callInputs(board: Board): object[] {
  const call = `cb${board.state.instance}-${board.state.nextCall}`;
  const channel = `sip-${call}` as LegId;
  const leg = `${call}-1` as LegId;
  const cause = { q850: 16, sip: null };
  const caller = { name: 'Zoë', number: '+49301234567' };
  const events: LineEvent[] = [
    entered(channel, '500', { caller }),
    { name: 'alerting', channel: leg },
    { name: 'answered', channel: leg },
    { name: 'bridged', bridge: `${call}-b2` as BridgeId },
    { name: 'gone', channel, cause },
    { name: 'gone', channel: leg, cause },
  ];
  return [...events.map((event) => ({ kind: 'line', event })), { kind: 'tick' }];
}
