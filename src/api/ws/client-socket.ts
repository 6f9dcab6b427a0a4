import { WebSocket } from 'ws';

/** Our end of a client's connection. `ws` closes by itself when a message is too long, but does not say why. */
export class ClientSocket extends WebSocket {
  override close(code?: number, reason?: string | Buffer): void {
    super.close(
      code,
      reason ?? (code === 1009 ? 'a message may have 64 kB at most: use HTTP for more' : undefined),
    );
  }
}
