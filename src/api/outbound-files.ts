import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { Readable, Transform } from 'node:stream';
import type { Express, Request, RequestHandler } from 'express';
import { z } from 'zod';
import { CordboardError } from '../base/errors.ts';
import { isSupervisor, type Caller } from '../control/caller.ts';
import { campaignField, listField, timeField } from '../control/fields.ts';
import { listNameField, uploadRules, uploadView } from '../control/operations/lists.ts';
import { attemptsCsv, contactsCsv, doNotCallCsv } from '../control/outbound/exports.ts';
import type { Outbound } from '../control/outbound/outbound.ts';

/** About a million contacts with much data. */
const mostBytes = 1024 * 1024 * 1024;

type CallerOf = (request: Request) => Caller | null;

/** Uploads and exports, as files: they are too large for a body of JSON, and go by while they are read. */
export function outboundFiles(app: Express, base: string, outbound: Outbound, callerOf: CallerOf): void {
  const { lists, bars, stores } = outbound;
  const forSupervisors =
    (run: (request: Request, caller: Caller) => Promise<unknown>): RequestHandler =>
    async (request, response) => {
      response.json(await run(request, supervisor(callerOf(request))));
    };
  const csv =
    (name: string, lines: (request: Request) => AsyncIterable<string>): RequestHandler =>
    async (request, response) => {
      supervisor(callerOf(request));
      const source = lines(request);
      response.type('text/csv').attachment(`${name}.csv`);
      await pipeline(Readable.from(source), response);
    };

  app.post(
    `${base}/campaigns/:campaign/lists/:name/upload`,
    forSupervisors(async (request, caller) => {
      const { campaign, name, columns, ...rules } = checked(uploadInput, request);
      const file = lists.newFile();
      await receive(request, file);
      try {
        const status = await lists.upload(file, {
          ...rules,
          campaign,
          name,
          format: { kind: 'csv', columns },
          timeZone: rules.timeZone ?? null,
          dueAt: rules.dueAt ?? null,
          by: caller.user,
        });
        return uploadView(status);
      } catch (error) {
        await rm(file, { force: true });
        throw error;
      }
    }),
  );
  app.post(
    `${base}/do-not-call/upload`,
    forSupervisors(async (request, caller) => {
      const { campaign, source, expiresAt, note } = checked(barInput, request);
      const file = lists.newFile();
      await receive(request, file);
      return bars.importFile(file, {
        campaign: campaign ?? null,
        source,
        by: caller.user,
        expiresAt: expiresAt ?? null,
        note,
      });
    }),
  );
  app.get(`${base}/lists/:list/rejects.csv`, (request, response, next) => {
    supervisor(callerOf(request));
    const { list } = checked(listInput, request);
    if (lists.get(list).rejected === 0) {
      throw new CordboardError('rejects-none', `no row of list ${list} was turned down`);
    }
    response.type('text/csv').attachment(`rejects-${list}.csv`);
    response.sendFile(lists.rejectsFile(list), { cacheControl: false, dotfiles: 'allow' }, (error) => {
      if (error !== undefined && !response.headersSent) next(error);
    });
  });
  app.get(
    `${base}/lists/:list/contacts.csv`,
    csv('contacts', (request) => {
      const { list } = checked(listInput, request);
      return contactsCsv(stores.contacts, { list: lists.get(list).id });
    }),
  );
  app.get(
    `${base}/campaigns/:campaign/attempts.csv`,
    csv('attempts', (request) => attemptsCsv(stores.attempts, checked(attemptsInput, request))),
  );
  app.get(
    `${base}/do-not-call.csv`,
    csv('do-not-call', () => doNotCallCsv(stores.doNotCall)),
  );
}

/** In a query all are texts; `columns` is JSON. */
const uploadInput = z.strictObject({
  campaign: campaignField,
  name: listNameField,
  duplicates: uploadRules.duplicates,
  timeZone: uploadRules.timeZone,
  callerId: uploadRules.callerId,
  priority: z.preprocess(whole, uploadRules.priority),
  dueAt: z.preprocess(whole, uploadRules.dueAt),
  columns: z
    .preprocess(
      json,
      z.strictObject({
        numbers: z.array(z.string().min(1)).min(1).optional(),
        fields: z
          .partialRecord(
            z.enum([
              'name',
              'firstName',
              'lastName',
              'priority',
              'agent',
              'dueAt',
              'timeZone',
              'region',
              'note',
            ]),
            z.string(),
          )
          .optional(),
      }),
    )
    .default({}),
});

const barInput = z.strictObject({
  campaign: campaignField.optional(),
  source: z.string().trim().min(1).max(80).default('import'),
  expiresAt: z.preprocess(whole, timeField.optional()),
  note: z.string().max(500).default(''),
});

const listInput = z.object({ list: listField });

const attemptsInput = z.strictObject({
  campaign: campaignField,
  from: z.preprocess(whole, timeField.optional()),
  to: z.preprocess(whole, timeField.optional()),
});

function whole(given: unknown): unknown {
  return typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : given;
}

function json(given: unknown): unknown {
  if (typeof given !== 'string') return given;
  try {
    return JSON.parse(given);
  } catch {
    return given;
  }
}

function checked<Schema extends z.ZodObject>(schema: Schema, request: Request): z.output<Schema> {
  const parsed = schema.safeParse({ ...request.query, ...request.params });
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path, message }) => ({ field: path.join('.'), message }));
  const sentence = fields.map(({ field, message }) => `${field}: ${message}`).join('; ');
  throw new CordboardError('input-wrong', sentence, { details: { fields } });
}

function supervisor(caller: Caller | null): Caller {
  if (caller === null) throw new CordboardError('not-signed-in', 'sign in first: this is not for everybody');
  if (isSupervisor(caller)) return caller;
  throw new CordboardError(
    'not-permitted',
    `this needs the role supervisor, ${caller.user} is ${caller.role}`,
  );
}

/** Writes a body to a file. When it breaks off, nothing is left of it. */
async function receive(request: Request, file: string): Promise<void> {
  let bytes = 0;
  const bound = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes <= mostBytes) return done(null, chunk);
      done(new CordboardError('body-too-large', `the body is larger than ${mostBytes} bytes`));
    },
  });
  try {
    await pipeline(request, bound, createWriteStream(file, { mode: 0o600 }));
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}
