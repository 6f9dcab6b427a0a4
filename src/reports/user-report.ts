import type { DeviceCall } from './device-call.ts';
import { sumOf, type Sum } from './sum.ts';

/** Calls that came to a device. A call counts once, however often it rang there. */
export interface IncomingFigures {
  /** It rang or was answered at once, and came to nothing though its caller did not give up. */
  readonly failedCount: number;
  /** The caller gave up while it rang. */
  readonly abandonedCount: number;
  /** Calls that rang, and how long. */
  readonly alerting: Sum;
  /** Calls that were answered, and how long they lasted, holds included. */
  readonly connected: Sum;
}

/** Calls that a device made. */
export interface OutgoingFigures {
  readonly originatedCount: number;
  readonly connected: Sum;
}

/** What a device or a user had of calls. */
export interface CallFigures {
  readonly incoming: IncomingFigures;
  /** Of these the calls of a queue, received by whoever was signed in as an agent. */
  readonly incomingAsAgent: IncomingFigures;
  readonly outgoing: OutgoingFigures;
  /** Of these the ones made while somebody was signed in there as an agent. */
  readonly outgoingAsAgent: OutgoingFigures;
}

export function callFigures(calls: readonly DeviceCall[]): CallFigures {
  const incoming = calls.filter(({ isOutgoing }) => !isOutgoing);
  const outgoing = calls.filter(({ isOutgoing }) => isOutgoing);
  return {
    incoming: incomingFigures(incoming),
    incomingAsAgent: incomingFigures(incoming.filter(({ agent, queue }) => agent !== null && queue !== null)),
    outgoing: outgoingFigures(outgoing),
    outgoingAsAgent: outgoingFigures(outgoing.filter(({ agent }) => agent !== null)),
  };
}

function incomingFigures(calls: readonly DeviceCall[]): IncomingFigures {
  return {
    failedCount: calls.filter(({ lost }) => lost === 'failed').length,
    abandonedCount: calls.filter(({ lost }) => lost === 'abandoned').length,
    alerting: sumOf(calls.map(({ alertingMs }) => alertingMs).filter((ms) => ms > 0)),
    connected: connectedSum(calls),
  };
}

function outgoingFigures(calls: readonly DeviceCall[]): OutgoingFigures {
  return { originatedCount: calls.length, connected: connectedSum(calls) };
}

function connectedSum(calls: readonly DeviceCall[]): Sum {
  return sumOf(calls.filter(({ isConnected }) => isConnected).map(({ connectedMs }) => connectedMs));
}
