import { z } from 'zod';
import { CordboardError, messageOf } from '../base/errors.ts';
import { readSettings } from '../config/settings.ts';
import { readRunning, type Running } from './running.ts';

const failure = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

/** The Cordboard that runs with this data folder. Throws 'not-running'. */
export async function findRunning(): Promise<Running> {
  const { dataDir } = readSettings(process.env);
  const running = await readRunning(dataDir);
  if (running !== null) return running;
  throw new CordboardError('not-running', `no Cordboard runs with the data folder ${dataDir}: npm start`);
}

/** Asks the API of the running Cordboard, as its local admin. Throws what the API answers. */
export async function ask<T>(
  schema: z.ZodType<T>,
  method: 'GET' | 'POST' | 'PUT',
  path: string,
  body?: unknown,
): Promise<T> {
  const { api, token } = await findRunning();
  const response = await fetch(`${api}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((error: unknown) => {
    throw new CordboardError('not-running', `${api} does not answer: ${messageOf(error)}`, { cause: error });
  });
  const answer: unknown = await response.json();
  if (response.ok) return schema.parse(answer);
  const { error } = failure.parse(answer);
  throw new CordboardError(error.code, error.message);
}
