/** The outbox of the ledger, as far as the sender needs it; `src/ledger/outbox.ts` says what each does. */
export interface OutboxStore {
  readonly cursor: { readonly seq: number; readonly data: string } | undefined;
  begin(cursor: { seq: number; data: string }): void;
  advance(from: number, to: { seq: number; data: string }, rows: readonly NewDelivery[], at: number): boolean;
  lanes(): string[];
  head(lane: string): Delivery | undefined;
  delivered(delivery: Delivery, at: number): void;
  failed(
    delivery: Delivery,
    failure: { at: number; status: number | null; error: string; retryAt: number | null },
  ): void;
  endpoints(): EndpointRow[];
  dead(filter: { endpoint?: string | undefined; afterId?: number | undefined; limit: number }): Delivery[];
  replay(endpoint: string, id: number | undefined, at: number): string[];
  discard(endpoint: string, id: number | undefined): number;
}

export interface NewDelivery {
  readonly delivery: string;
  readonly endpoint: string;
  readonly lane: string;
  readonly event: string;
  readonly payload: string;
}

export interface Delivery extends NewDelivery {
  readonly id: number;
  readonly createdAt: number;
  readonly since: number;
  readonly attempts: number;
  readonly retryAt: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly deadAt: number | null;
}

interface EndpointRow {
  readonly endpoint: string;
  readonly pending: number;
  readonly oldestAt: number | null;
  readonly dead: number;
  readonly delivered: number;
  readonly deliveredAt: number | null;
  readonly failedAt: number | null;
  readonly error: string | null;
}
