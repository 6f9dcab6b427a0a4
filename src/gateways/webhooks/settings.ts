import type { EventKind } from './call-events.ts';

/** Where web calls of one place go. Left out: where those of the office go; null: nowhere. */
export interface Addresses {
  readonly method?: 'GET' | 'POST' | undefined;
  readonly answered?: string | null | undefined;
  readonly ended?: string | null | undefined;
  readonly outgoing?: string | null | undefined;
  readonly incoming?: string | null | undefined;
}

export interface SignedEndpoint {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly events: readonly EventKind[];
}

export interface WebhookSettings {
  readonly accountId?: string | undefined;
  /** Hosts and networks. Every address here is on one of them: the office file is refused otherwise. */
  readonly allow: readonly string[];
  /** A delivery that failed this often, or that is this old when it fails, goes to the dead letters. */
  readonly attempts: number;
  readonly giveUpAfterMs: number;
  readonly calls?: Addresses | undefined;
  readonly queues: readonly (Addresses & { readonly queue: string })[];
  readonly endpoints: readonly SignedEndpoint[];
}

/** What web calls need of the office file. */
export interface WebhookOffice {
  readonly timeZone: string;
  /** `phone` is the agent's own, whose number is his. */
  readonly agents: readonly { readonly id: string; readonly phone?: string | undefined }[];
  readonly webhooks?: WebhookSettings | undefined;
}

export const noWebhooks: WebhookSettings = {
  allow: [],
  attempts: 1,
  giveUpAfterMs: 0,
  queues: [],
  endpoints: [],
};
