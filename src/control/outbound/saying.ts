import { z } from 'zod';
import { againInput } from './schedule.ts';

/** Fields of operations that say what came of a call. */

const level = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[^|\p{Cc}]+$/u, 'is not a level: 1 to 80 characters without |');
const path = z
  .string()
  .trim()
  .max(250)
  .regex(
    /^[^|\p{Cc}]{1,80}(\|[^|\p{Cc}]{1,80}){0,2}$/u,
    'is not a disposition: up to three levels, joined by |',
  );

const mostFields = 100;
const form = z
  .record(z.string().min(1).max(80), z.string().max(2_000))
  .refine((data) => Object.keys(data).length <= mostFields, `has more than ${mostFields} fields`);

export const sayingFields = {
  disposition: z
    .union([path, z.array(level).min(1).max(3)])
    .describe('sold; of a campaign’s call one of its paths, as Later|Evening or as a list of its levels'),
  note: z.string().trim().max(2_000).optional(),
  data: form.optional().describe('texts of a form'),
  schedule: againInput.optional().describe('where the disposition calls again'),
};

export function levelsOf(disposition: string | readonly string[]): string[] {
  const levels = typeof disposition === 'string' ? disposition.split('|') : disposition;
  return levels.map((one) => one.trim());
}
