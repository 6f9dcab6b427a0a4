import type { Clock } from '../../base/clock.ts';
import type { Logger } from '../../base/log.ts';
import { openAriClientPort } from './ari-client-port.ts';
import type { AriError } from './errors.ts';
import { newCounts } from './inbox.ts';
import type { AriListener, LineCounts } from './inbox.ts';
import { askInfo, chooseTransport } from './info.ts';
import type { AriTransport, PeerInfo } from './info.ts';
import type { OperationName, Operations } from './operations.generated.ts';
import { openWebSocketPort } from './websocket-port.ts';

export type OperationParams<O extends OperationName> = Operations[O]['params'];
export type OperationResult<O extends OperationName> = Operations[O]['result'];

/** One connection to Asterisk. It ends once and is then replaced by another, never revived. */
export interface AriPort {
  readonly info: PeerInfo;
  readonly transport: AriTransport;
  /**
   * Runs one operation. Rejects only with AriError. Requests of one port are carried out in the order they were
   * made. One that timed out, or was under way when the line went down, may have been carried out or not.
   */
  request<O extends OperationName>(operation: O, params: OperationParams<O>): Promise<OperationResult<O>>;
  /** Why the port ended, once. After that every request rejects with code 'line-down'. */
  readonly closed: Promise<AriError>;
  close(): Promise<void>;
}

export interface PortOptions {
  /** http://host:8088, with the prefix of http.conf if there is one. */
  url: string;
  user: string;
  password: string;
  app: string;
  transport?: AriTransport | 'auto';
  requestTimeoutMs: number;
  pingIntervalMs: number;
  log: Logger;
  clock: Clock;
  listener: AriListener;
  /** Counts on, over several connections. */
  counts?: LineCounts;
  /** Gives up an attempt that is under way. */
  signal?: AbortSignal;
}

export interface ReadyPortOptions extends PortOptions {
  info: PeerInfo;
  counts: LineCounts;
}

export async function openPort(options: PortOptions): Promise<AriPort> {
  const info = await askInfo(options);
  const fitting = chooseTransport(info.version);
  const wanted = options.transport ?? 'auto';
  const transport = wanted === 'auto' ? fitting : wanted;
  const open = transport === 'websocket' ? openWebSocketPort : openAriClientPort;
  return open({ ...options, info, counts: options.counts ?? newCounts() });
}
