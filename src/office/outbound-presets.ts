import type {
  AbandonRules,
  CallingRules,
  CallingWindow,
  RegionRules,
} from '../board/outbound/campaign-settings.ts';

/**
 * Rules of laws, as far as settings can say them. They are a beginning, not legal advice: who calls has to read the law of
 * those whom he calls. Each says where it comes from.
 */
export interface CallingPreset extends Omit<CallingRules, 'id'> {
  /** Who was abandoned has to hear a message. */
  readonly needsMessage: boolean;
}

const everyDay = [1, 2, 3, 4, 5, 6, 7];
const daily = (from: number, to: number): CallingWindow[] => [
  { days: everyDay, from: from * 60, to: to * 60 },
];

const nothing = { windows: [], holidays: [], perDay: null, per24Hours: null, leastRingMs: 0, regions: [] };

/** Florida's area codes, overlays included; the law takes whoever has one for somebody in Florida. */
const floridaCodes = [
  '239 305 321 324 352 386 407 448 561 645 656 689 727 728 754 772 786 813 850 863 904 941 954',
].flatMap((codes) => codes.split(' ').map((code) => `1${code}`));

const florida: RegionRules = {
  name: 'Florida',
  prefixes: floridaCodes,
  windows: daily(8, 20),
  holidays: [],
  perDay: null,
  per24Hours: 3,
};

export const callingPresets = {
  none: { ...nothing, source: 'the office', needsMessage: false },
  'us-tsr': {
    ...nothing,
    source: '16 CFR 310.4(b)(4) and (c), 47 CFR 64.1200(a) and (c)',
    windows: daily(8, 21),
    leastRingMs: 15_000,
    needsMessage: true,
  },
  'us-florida': {
    ...nothing,
    source: 'Florida Statutes 501.616(6)',
    regions: [florida],
    needsMessage: false,
  },
  'uk-ofcom': {
    ...nothing,
    source: 'Ofcom, statements of policy on persistent misuse (2010, 2016)',
    leastRingMs: 15_000,
    needsMessage: true,
  },
} as const satisfies Readonly<Record<string, CallingPreset>>;

export type CallingPresetName = keyof typeof callingPresets;
export const callingPresetNames = Object.keys(callingPresets) as [CallingPresetName, ...CallingPresetName[]];

export interface AbandonPreset extends Omit<AbandonRules, 'message' | 'guarantee' | 'dropAfterMs'> {
  readonly needsMessage: boolean;
}

const dayMs = 86_400_000;

/** `strict` holds wherever one of the others does: the default. */
export const abandonPresets = {
  strict: { limit: 0.03, days: 1, withinMs: 2_000, lockOutMs: 3 * dayMs, needsMessage: true },
  'us-tsr': { limit: 0.03, days: 30, withinMs: 2_000, lockOutMs: 0, needsMessage: true },
  'uk-ofcom': { limit: 0.03, days: 1, withinMs: 2_000, lockOutMs: 3 * dayMs, needsMessage: true },
  none: { limit: 1, days: 1, withinMs: 10_000, lockOutMs: 0, needsMessage: false },
} as const satisfies Readonly<Record<string, AbandonPreset>>;

export type AbandonPresetName = keyof typeof abandonPresets;
export const abandonPresetNames = Object.keys(abandonPresets) as [AbandonPresetName, ...AbandonPresetName[]];
