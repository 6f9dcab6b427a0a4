import type { PhoneId } from '../../../board/ids.ts';
import type { Listen } from './listen.ts';
import type { ForwardType } from '../words.ts';

/** A forward of one type; `number` is where calls go, or went before it was turned off. */
export interface Forward {
  readonly type: ForwardType;
  readonly number: string;
}

export interface FeatureState {
  readonly doNotDisturb: boolean;
  readonly messagesWaiting: boolean;
  /** Those that are on. */
  readonly forwards: readonly Forward[];
}

export type FeatureChange = { readonly phone: PhoneId } & (
  | { readonly feature: 'doNotDisturb' | 'messagesWaiting'; readonly isOn: boolean }
  | { readonly feature: 'forward'; readonly forward: Forward; readonly isOn: boolean }
);

/** What a phone does with calls by itself. */
export interface FeatureBook {
  of(phone: PhoneId): FeatureState;
  setDoNotDisturb(phone: PhoneId, isOn: boolean): Promise<void>;
  /** `number` is null when a forward is turned off without naming it. */
  setForward(
    phone: PhoneId,
    forward: { readonly type: ForwardType; readonly number: string | null; readonly isOn: boolean },
  ): Promise<void>;
  readonly listen: Listen<FeatureChange>;
}
