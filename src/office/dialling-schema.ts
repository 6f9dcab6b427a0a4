import { z } from 'zod';
import type { DiallingMode } from '../board/outbound/campaign-settings.ts';
import { dialledNumber } from './calling-schema.ts';
import { duration, either, integer, value } from './values.ts';
import { sound } from './waiting-schema.ts';

/** How a campaign dials: the name of a mode, or a block that says more. */

const modes = ['manual', 'preview', 'progressive', 'power', 'predictive', 'agentless'] as const;
type ModeName = (typeof modes)[number];

const ratio = value('ratio', 'is not a number from 1 to 10 such as 1.5', (text) =>
  /^\d{1,2}(\.\d{1,2})?$/.test(text) && Number(text) >= 1 && Number(text) <= 10 ? Number(text) : null,
);

export const diallingFields = z.strictObject({
  mode: z.enum(modes).prefault('progressive').describe('who calls whom, and when'),
  after: duration(1_000, 600_000, '1s to 10m')
    .optional()
    .describe('preview: the contact is dialled then; without it when its agent says so'),
  skips: integer(0, 100)
    .optional()
    .describe('preview: contacts that an agent may skip in a row; without it all'),
  ratio: ratio.prefault('1.5').describe('power: calls for each free agent'),
  leastAgents: integer(1, 100).prefault('1').describe('predictive: with fewer agents it is progressive'),
  message: sound.optional().describe('agentless: what whoever answers hears'),
  pressOne: dialledNumber.optional().describe('agentless: the number that who presses 1 is connected with'),
});

type Block = z.output<typeof diallingFields>;

/** Which settings say something in which mode, beside the mode itself. */
const fieldsOf: Readonly<Record<ModeName, readonly (keyof Block)[]>> = {
  manual: [],
  preview: ['after', 'skips'],
  progressive: [],
  power: ['ratio'],
  predictive: ['leastAgents'],
  agentless: ['message', 'pressOne'],
};

const block = z.record(z.string(), z.unknown()).transform((raw, context): DiallingMode => {
  const reading = diallingFields.safeParse(raw);
  if (!reading.success) {
    for (const issue of reading.error.issues)
      context.addIssue(issue as Parameters<typeof context.addIssue>[0]);
    return z.NEVER;
  }
  const { mode } = reading.data;
  const strange = Object.keys(raw).filter(
    (name) => name !== 'mode' && !fieldsOf[mode].some((field) => field === name),
  );
  for (const name of strange) {
    const message = `says nothing in mode ${mode}`;
    context.addIssue({ code: 'custom', path: [name], message, params: { rule: 'mode-setting' } });
  }
  return modeOf(reading.data, context);
});

const single = z.string().transform((text, context): DiallingMode => {
  const mode = modes.find((one) => one === text);
  if (mode !== undefined) return modeOf(diallingFields.parse({ mode }), context);
  const message = `is not one of: ${modes.join(', ')}`;
  context.addIssue({ code: 'custom', message, params: { rule: 'one-of' } });
  return z.NEVER;
});

export const dialling = either<DiallingMode>(single, block);

function modeOf(
  { mode, after, skips, ratio: many, leastAgents, message, pressOne }: Block,
  context: z.RefinementCtx,
): DiallingMode {
  switch (mode) {
    case 'preview':
      return { name: mode, afterMs: after ?? null, skips: skips ?? null };
    case 'power':
      return { name: mode, ratio: many };
    case 'predictive':
      return { name: mode, leastAgents };
    case 'agentless':
      if (message !== undefined) return { name: mode, message, pressOne: pressOne ?? null };
      context.addIssue({
        code: 'custom',
        message: 'is agentless without a message: name what whoever answers hears',
        params: { rule: 'message-needed' },
      });
      return z.NEVER;
    default:
      return { name: mode };
  }
}
