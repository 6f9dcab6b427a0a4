import { z } from 'zod';
import type { CallingRules, CallingWindow, RegionRules } from '../board/outbound/campaign-settings.ts';
import { date, days, hours } from './duty-schema.ts';
import { callingPresetNames, callingPresets, type CallingPreset } from './outbound-presets.ts';
import { duration, id, integer, label, like, yesOrNo } from './values.ts';

/** When, and how often, people may be called: the rules of a law, or the office's own. */

const windows = z.array(
  z.strictObject({
    days: days.describe('a day or a span of days: mon-fri'),
    hours: z.array(hours).min(1).describe("spans of hours by the called party's own clock"),
  }),
);

const digits = like(
  'prefix',
  'is not the beginning of an international number: digits, + first or not',
  /^\+?[1-9]\d{0,14}$/,
);
const perDay = integer(1, 100).optional();
const per24Hours = integer(1, 100).optional();

const region = z
  .strictObject({
    name: label.describe('of the region, as lists may name it'),
    prefixes: z.array(digits).prefault([]).describe('how its numbers begin, with the code of the country'),
    windows: windows.optional().describe('when people there may be called; without it as elsewhere'),
    holidays: z.array(date).prefault([]).describe('days without calls there, beside those of all'),
    perDay: perDay.describe('calls to one number in a day there; without it as elsewhere'),
    per24Hours: per24Hours.describe('calls to one number in 24 hours there; without it as elsewhere'),
  })
  .transform(
    (entry): RegionRules => ({
      ...entry,
      windows: entry.windows === undefined ? null : flat(entry.windows),
      perDay: entry.perDay ?? null,
      per24Hours: entry.per24Hours ?? null,
    }),
  );

export const callingRules = z
  .strictObject({
    id: id().describe('name of the rules'),
    preset: z
      .enum(callingPresetNames)
      .prefault('none')
      .describe('the law whose rules hold where nothing else is said'),
    source: label.optional().describe('where they come from: it stands in every refusal'),
    windows: windows.optional().describe('when people may be called; without any always'),
    holidays: z.array(date).optional().describe('days without calls, once or every year'),
    perDay: perDay.describe("calls to one number in a day of the called party's"),
    per24Hours: per24Hours.describe('calls to one number in any 24 hours'),
    leastRing: duration(0, 120_000, '0s to 2m').optional().describe('how long it has to ring at least'),
    needsMessage: yesOrNo.optional().describe('who was abandoned has to hear a message'),
    regions: z.array(region).optional().describe('where other rules hold'),
  })
  .transform(({ preset, windows: own, leastRing, ...entry }): CallingRules & { needsMessage: boolean } => {
    const law: CallingPreset = callingPresets[preset];
    return {
      id: entry.id,
      source: entry.source ?? law.source,
      windows: own === undefined ? law.windows : flat(own),
      holidays: entry.holidays ?? law.holidays,
      perDay: entry.perDay ?? law.perDay,
      per24Hours: entry.per24Hours ?? law.per24Hours,
      leastRingMs: leastRing ?? law.leastRingMs,
      regions: entry.regions ?? law.regions,
      needsMessage: entry.needsMessage ?? law.needsMessage,
    };
  });

function flat(entries: z.output<typeof windows>): CallingWindow[] {
  return entries.flatMap((one) => one.hours.map((span) => ({ days: one.days, ...span })));
}

export const callingRulesSection = {
  callingRules: z.array(callingRules).prefault([]).describe('when, and how often, whom campaigns may call'),
};
