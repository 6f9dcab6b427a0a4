/** How the gateway is reached, and by whom. */
export interface UContactSettings {
  readonly host: string;
  /** 0 chooses a free one. */
  readonly port: number;
  /** Networks as in `192.168.1.0/24` or `::1`, whose programs need no key. */
  readonly trustedNetworks: readonly string[];
  /** Keys of other products: each may do what the account may that it stands for. */
  readonly keys: readonly { readonly user: string; readonly key: string }[];
  /** The form of an upload at most, base64 and all. */
  readonly uploadBytes: number;
  /** Any other form at most. */
  readonly formBytes: number;
  /** Uploads that are read at a time; each is in memory. */
  readonly uploads: number;
  /** Within this time a request must have come in whole. */
  readonly requestTimeoutMs: number;
}

export const usualUContactSettings: UContactSettings = {
  host: '127.0.0.1',
  port: 8096,
  trustedNetworks: [],
  keys: [],
  uploadBytes: 192 * 1024 * 1024,
  formBytes: 1024 * 1024,
  uploads: 2,
  requestTimeoutMs: 300_000,
};
