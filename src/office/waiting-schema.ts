import { z } from 'zod';
import { emptyReasons, type EntryRefusal, type ExitAction, type WayOut } from '../board/queue-settings.ts';
import { dialledNumber } from './calling-schema.ts';
import { duration, integer, like, yesOrNo } from './values.ts';

/** What the office file says of waiting: who is let in, what he hears, how he leaves. */

export const musicClass = like('music', 'is not the name of a music class', /^[A-Za-z0-9_-]{1,40}$/);

export const language = like(
  'language',
  'is not a language such as en or pt-br',
  /^[a-z]{2,3}(-[a-z0-9]{2,8})?$/,
);

/** A prompt of ours by its name, or a sound of Asterisk's with its kind. */
export const soundPattern = /^(?:[a-z0-9-]{1,60}|(?:sound|recording|tone):[A-Za-z0-9_/.;,+*=-]{1,200})$/;

export function soundNamed(text: string): string {
  return text.includes(':') ? text : `prompt:${text}`;
}

export const sound = like(
  'sound',
  'is neither the name of a prompt nor a sound such as sound:custom/welcome',
  soundPattern,
).transform(soundNamed);

const way = {
  say: sound.optional().describe('what the caller hears first'),
  to: dialledNumber.optional().describe('number that is reached then; without one the call ends'),
};

const wayOut = z.strictObject(way).transform((out) => wayOf(out));

function wayOf({ say, to }: { say?: string | undefined; to?: string | undefined }): WayOut {
  return { say: say ?? null, to: to ?? null };
}

const emptyReason = z.enum(emptyReasons);

const refusals = {
  'nobody-signed-in': wayOut.optional().describe('no agent of the queue is signed in'),
  'nobody-ready': wayOut.optional().describe('all who are signed in are not ready'),
  'nobody-reachable': wayOut.optional().describe('no phone of those who are signed in can be reached'),
  'no-skill': wayOut.optional().describe('nobody signed in knows what the caller needs'),
  full: wayOut.optional().describe('as many wait, or are served, as may'),
  closed: wayOut.optional().describe('outside the opening hours'),
  'wait-too-long': wayOut.optional().describe('the expected wait is longer than may be'),
} satisfies Record<EntryRefusal, unknown>;

export const entry = z
  .strictObject({
    mostWaiting: integer(1, 100_000).optional().describe('so many may wait'),
    mostCalls: integer(1, 100_000).optional().describe('so many may wait or be talked to'),
    longestExpected: duration(1_000, 86_400_000, '1s to 24h')
      .optional()
      .describe('nobody enters who would probably wait longer; into an empty queue everybody does'),
    mostWaitingPerAgent: integer(1, 1_000).optional().describe('so many may wait for each agent on duty'),
    refuse: z.strictObject(refusals).prefault({}).describe('why callers are not let in, and where they go'),
  })
  .transform(({ mostWaiting, mostCalls, longestExpected, mostWaitingPerAgent, refuse }) => ({
    mostWaiting: mostWaiting ?? null,
    mostCalls: mostCalls ?? null,
    longestExpectedMs: longestExpected ?? null,
    mostWaitingPerAgent: mostWaitingPerAgent ?? null,
    refuse: refuse as Partial<Record<EntryRefusal, WayOut>>,
  }));

export const leave = z
  .strictObject({
    after: z
      .strictObject({
        wait: duration(1_000, 86_400_000, '1s to 24h').describe('who has waited so long leaves'),
        finishRing: yesOrNo.prefault('true').describe('a phone that rings just then may be answered'),
        ...way,
      })
      .transform(({ wait, finishRing, ...out }) => ({ ms: wait, finishRing, way: wayOf(out) }))
      .optional(),
    whenEmpty: z
      .strictObject({
        reasons: z
          .array(emptyReason)
          .min(1)
          .prefault(['nobody-signed-in'])
          .describe('which kinds of nobody there count'),
        grace: duration(0, 3_600_000, '0s to 1h').prefault('30s').describe('how long it may last'),
        ...way,
      })
      .transform(({ reasons, grace, ...out }) => ({ reasons, graceMs: grace, way: wayOf(out) }))
      .optional(),
    whenClosed: wayOut.optional().describe('those who wait at closing time; without it they are served'),
    afterRounds: z
      .strictObject({ rounds: integer(1, 100), ...way })
      .transform(({ rounds, ...out }) => ({ rounds, way: wayOf(out) }))
      .optional(),
  })
  .transform(({ after, whenEmpty, whenClosed, afterRounds }) => ({
    after: after ?? null,
    whenEmpty: whenEmpty ?? null,
    whenClosed: whenClosed ?? null,
    afterRounds: afterRounds ?? null,
  }));

const place = z
  .strictObject({
    first: duration(0, 3_600_000, '0s to 1h').prefault('10s').describe('when the first comes'),
    every: duration(5_000, 3_600_000, '5s to 1h').prefault('60s').describe('how often'),
    position: yesOrNo.prefault('true').describe('says the position'),
    expectedWait: yesOrNo.prefault('false').describe('says the expected wait, if it is known'),
    onlyBetter: yesOrNo.prefault('true').describe('only what has become better'),
    mostPosition: integer(1, 30).prefault('10').describe('further back it is "more than so many"'),
  })
  .transform(({ first, every, ...plain }) => ({ ...plain, firstMs: first, everyMs: every }));

const prompts = z
  .strictObject({
    first: duration(0, 3_600_000, '0s to 1h').prefault('30s').describe('when the first comes'),
    every: duration(1_000, 3_600_000, '1s to 1h')
      .prefault('45s')
      .describe('from the end of one to the start of the next'),
    order: z.enum(['in-order', 'random']).prefault('in-order').describe('which comes next'),
    play: z.array(sound).min(1).prefault(['thank-you']).describe('prompts or sounds'),
  })
  .transform(({ first, every, ...plain }) => ({ ...plain, firstMs: first, everyMs: every }));

export const announce = z
  .strictObject({
    welcome: z.array(sound).prefault([]).describe('played once at entry; offers do not wait for it'),
    place: place.optional().describe('position and expected wait'),
    prompts: prompts.optional().describe('what is said every so often'),
    gap: duration(0, 600_000, '0s to 10m').prefault('5s').describe('two are never closer than this'),
  })
  .transform(({ welcome, place: of, prompts: periodic, gap }) => ({
    welcome,
    place: of ?? null,
    prompts: periodic ?? null,
    gapMs: gap,
  }));

export const exits = z.array(
  z
    .strictObject({
      digits: like('digits', 'is not 1 to 6 keys: digits, * and #', /^[0-9*#]{1,6}$/).describe(
        'what is pressed',
      ),
      to: dialledNumber.optional().describe('number that is reached'),
      callback: yesOrNo.prefault('false').describe('asks for a call-back'),
      as: z
        .enum(['callback', 'message', 'elsewhere', 'stay'])
        .optional()
        .describe('how the menu tells of it; without it, it does not'),
    })
    .transform(({ digits, to, callback: isCallback, as }, context) => {
      const does = actionOf(to, isCallback, as);
      if (does === null) {
        context.addIssue({
          code: 'custom',
          message: 'leads nowhere, or to two places: name one of to, callback and as: stay',
          params: { rule: 'one-exit' },
        });
        return z.NEVER;
      }
      return { digits, does, as: as ?? null };
    }),
);

function actionOf(
  to: string | undefined,
  isCallback: boolean,
  as: 'callback' | 'message' | 'elsewhere' | 'stay' | undefined,
): ExitAction | null {
  if (to !== undefined) return isCallback ? null : { kind: 'go', to };
  if (isCallback) return { kind: 'callback' };
  return as === 'stay' ? { kind: 'stay' } : null;
}

export const menu = z
  .strictObject({
    after: duration(0, 3_600_000, '0s to 1h').optional().describe('when it comes'),
    whenExpected: duration(1_000, 86_400_000, '1s to 24h')
      .optional()
      .describe('at entry already for those who will probably wait longer'),
    every: duration(10_000, 3_600_000, '10s to 1h').optional().describe('how often it is repeated'),
  })
  .transform(({ after, whenExpected, every }) => ({
    afterMs: after ?? null,
    whenExpectedMs: whenExpected ?? null,
    everyMs: every ?? null,
  }));

export const callback = z
  .strictObject({
    first: z.enum(['agent', 'customer']).prefault('agent').describe('who is rung first when it is his turn'),
    attempts: integer(1, 10).prefault('3').describe('how often'),
    gap: duration(10_000, 86_400_000, '10s to 24h').prefault('10m').describe('from one attempt to the next'),
    ring: duration(5_000, 120_000, '5s to 2m').prefault('30s').describe('how long the customer is rung'),
    expires: duration(60_000, 30 * 86_400_000, '1m to 720h')
      .prefault('24h')
      .describe('then it is given up'),
    pressOne: yesOrNo
      .prefault('false')
      .describe('the customer presses 1 before he is connected, which no mailbox does'),
    otherNumber: yesOrNo
      .prefault('false')
      .describe('the caller may enter another number than the one he calls from'),
  })
  .transform(({ gap, ring, expires, ...plain }) => ({
    ...plain,
    gapMs: gap,
    ringMs: ring,
    expiresMs: expires,
  }));

export const whisper = z.strictObject({
  agent: z.array(sound).prefault([]).describe('prompts or sounds for the agent'),
  caller: z.array(sound).prefault([]).describe('prompts or sounds for the caller'),
});
