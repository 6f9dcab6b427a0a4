import type { IncomingCall } from './incoming-call.ts';

/** What a phone does by itself with a call. It rings, unless it decides at once or ignores the call. */
export type Answering =
  | 'manual'
  /** By itself when the call asks for it (Call-Info, Alert-Info), as desk phones do; else it rings. */
  | 'when-asked'
  | 'busy'
  | 'reject'
  /** Not a single response, as from a dead host. */
  | 'ignore'
  | { readonly afterMs: number }
  | { readonly status: number; readonly afterMs?: number; readonly reason?: string };

export type AnsweringRule = Answering | ((call: IncomingCall) => Answering);

export function carryOut(
  answering: Answering,
  call: IncomingCall,
  after: (ms: number, run: () => void) => void,
): void {
  if (answering === 'ignore') return;
  if (answering === 'busy') return call.reject(486);
  if (answering === 'reject') return call.reject(603);
  if (answering === 'manual') return call.ring();
  if (answering === 'when-asked')
    return carryOut(call.wantsAutoAnswer ? { afterMs: 0 } : 'manual', call, after);
  const decide = () => {
    if (call.state === 'ended' || call.state === 'up') return;
    if ('status' in answering) {
      call.reject(answering.status, answering.reason === undefined ? {} : { reason: answering.reason });
    } else {
      // Its own end, by CANCEL or a lost caller, is seen at the call.
      call.answer({ timeoutMs: 32_000 }).catch(() => {});
    }
  };
  if (!answering.afterMs) return decide();
  call.ring();
  after(answering.afterMs, decide);
}
