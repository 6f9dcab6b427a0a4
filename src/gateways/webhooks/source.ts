import type { ChangeBatch, PhoneChange } from '../../control/call-changes.ts';

export type {
  CallChange,
  CallPart,
  ChangeBatch,
  PartMoved,
  PartOver,
  PhoneChange,
  TransferAccount,
  WatchedSide,
} from '../../control/call-changes.ts';

/** What the house has to give. The same entries always give the same changes: heard, or read again later. */
export interface ChangeSource {
  /** The last entry whose changes the listeners have heard. */
  readonly lastSeq: number;
  /**
   * What came of the entries after this one, up to what is `lastSeq` when it is asked for. What others have to do is
   * done in between; batches without changes come before the first, so that reading can be broken off there.
   */
  batchesAfter(seq: number): AsyncIterable<ChangeBatch>;
  /** Has listeners hear. Returns what the phones do just now, as if it had changed with the last entry. */
  wake(): readonly PhoneChange[];
  /** Nobody wants to hear: what happens from now on need not be worked out. */
  sleep(): void;
  /** Hears each batch once it is stored, while the source is awake. The returned function ends it. */
  listen(listener: (batch: ChangeBatch) => void): () => void;
}
