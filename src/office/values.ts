import { isIP } from 'node:net';
import { z } from 'zod';
import { parseDuration } from './duration.ts';

/**
 * Single values of the office file. Every one reaches its schema as the text that stands in the file, so that `0700`
 * keeps its zero and a password may look like a number. Messages go on after the value: `"bob" is not …`.
 */
export function value<T>(rule: string, sentence: string, read: (text: string) => T | null) {
  return z.string().transform((text, context): T => {
    const result = read(text);
    if (result !== null) return result;
    context.addIssue({ code: 'custom', message: sentence, params: { rule } });
    return z.NEVER;
  });
}

export const like = (rule: string, sentence: string, pattern: RegExp) =>
  value(rule, sentence, (text) => (pattern.test(text) ? text : null));

export const id = <Of extends string>() =>
  value('id', 'is not an id: lower-case letters, digits and hyphens, at most 40', (text) =>
    /^[a-z0-9][a-z0-9-]{0,39}$/.test(text) ? (text as Of) : null,
  );

export const label = like('text', 'is not a line of 1 to 80 characters', /^(?=.*\S)[^\p{C}]{1,80}$/u);

export const duration = (leastMs: number, mostMs: number, range: string) =>
  value('duration', `is not a duration from ${range}, such as 500ms, 20s, 2m or 1h`, (text) => {
    const ms = parseDuration(text);
    return ms !== null && ms >= leastMs && ms <= mostMs ? ms : null;
  });

export const integer = (least: number, most: number) =>
  value('integer', `is not a whole number from ${least} to ${most}`, (text) =>
    /^\d{1,9}$/.test(text) && Number(text) >= least && Number(text) <= most ? Number(text) : null,
  );

export const yesOrNo = value('yes-or-no', 'is neither true nor false', (text) =>
  text === 'true' || text === 'false' ? text === 'true' : null,
);

export const timeZone = value('time-zone', 'is not a time zone such as Europe/Berlin', (text) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().locale === '' ? null : text;
  } catch {
    return null;
  }
});

export const network = value(
  'network',
  'is not an IP address or network such as 192.0.2.7 or 192.0.2.0/24',
  (text) => {
    const [address = '', prefix, ...rest] = text.split('/');
    const bits = { 4: 32, 6: 128 }[isIP(address)];
    if (bits === undefined || rest.length > 0) return null;
    return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits) ? text : null;
  },
);

/** A value that may be left away, written `none`: null. */
export function orNone<Result>(schema: z.ZodType<Result, string>) {
  return z.string().transform((text, context): Result | null => {
    if (text === 'none') return null;
    const reading = schema.safeParse(text);
    if (reading.success) return reading.data;
    for (const issue of reading.error.issues) {
      const message = `${issue.message}, nor none`;
      context.addIssue({ ...issue, message });
    }
    return z.NEVER;
  });
}

/** A single value, or a block that says more: what is wrong is told of the one that it is. */
export function either<Result>(single: z.ZodType<Result>, block: z.ZodType<Result>) {
  return z.unknown().transform((raw, context): Result => {
    const reading = (typeof raw === 'string' ? single : block).safeParse(raw);
    if (reading.success) return reading.data;
    for (const issue of reading.error.issues)
      context.addIssue(issue as Parameters<typeof context.addIssue>[0]);
    return z.NEVER;
  });
}
