import type { Party } from './call/call.ts';
import type { BridgeId, LegId } from './ids.ts';

/** What the board wants of Asterisk. Each is sent once, after its turn is in the ledger, and never waited for. */
export type Effect =
  /** Answer a caller who is not answered yet and play music to him. */
  | { readonly name: 'hold-caller'; readonly channel: LegId; readonly music: string }
  | {
      readonly name: 'ring';
      readonly leg: LegId;
      readonly endpoint: string;
      /** What the ringing phone shows. */
      readonly display: Party;
      readonly autoAnswer: boolean;
      /** Asterisk's own bound, longer than the board's, for the case that the board is away. */
      readonly timeoutMs: number;
    }
  /** Put exactly these parties into a bridge, making it if need be; the music of each stops. */
  | { readonly name: 'connect'; readonly bridge: BridgeId; readonly channels: readonly LegId[] }
  | { readonly name: 'drop-bridge'; readonly bridge: BridgeId }
  | { readonly name: 'hang-up'; readonly channel: LegId; readonly reason: HangupReason };

export type HangupReason = 'normal' | 'answered-elsewhere' | 'unallocated' | 'congestion';
