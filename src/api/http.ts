import express, { type ErrorRequestHandler, type Express, type Request, type RequestHandler } from 'express';
import helmet from 'helmet';
import { CordboardError } from '../base/errors.ts';
import type { Logger } from '../base/log.ts';
import type { Caller } from '../control/caller.ts';
import type { Control } from '../control/control.ts';
import type { Operation } from '../control/operation.ts';
import type { SignInLimit } from '../control/sign-in-limit.ts';
import { malformedJson, statusOf, wireError } from './errors.ts';
import type { Limits } from './limits.ts';
import { inputSchema, openApi } from './openapi.ts';
import { outboundFiles } from './outbound-files.ts';
import { audioHandler } from './recordings.ts';
import { signInGuard } from './sign-in-guard.ts';

const basePath = '/api/v1';

/** The HTTP side: one route for each operation of control's table, and nothing that control does not know. */
export function httpApp(parts: {
  readonly control: Control;
  readonly version: string;
  readonly limits: Limits;
  readonly signInLimit: SignInLimit;
  readonly log: Logger;
}): Express {
  const { control, version, limits, signInLimit, log } = parts;
  const app = express();
  app.set('etag', false);
  app.use(helmet());
  app.use((_request, response, next) => {
    response.set('cache-control', 'no-store');
    next();
  });
  if (control.outbound !== null) outboundFiles(app, basePath, control.outbound, callerOf(control));
  // Whatever it calls itself: curl says of JSON that it is a form.
  app.use(express.json({ limit: limits.bodyBytes, type: () => true }));

  const description = openApi(control.operations, version);
  app.get(`${basePath}/openapi.json`, (_request, response) => {
    response.json(description);
  });
  if (control.audio !== null) {
    app.get(`${basePath}/recordings/:recording/audio`, audioHandler(control.audio, callerOf(control)));
  }
  const guard = signInGuard(signInLimit);
  for (const operation of control.operations) {
    const path = basePath + operation.path.replaceAll(/\{(\w+)\}/g, ':$1');
    const guards = operation.name === 'sign-in' ? [guard] : [];
    app[operation.method](path, ...guards, handler(control, operation));
  }
  for (const path of new Set(control.operations.map((operation) => operation.path))) {
    app.all(basePath + path.replaceAll(/\{(\w+)\}/g, ':$1'), wrongMethod(control.operations, path));
  }
  app.use((request) => {
    throw new CordboardError(
      'path-unknown',
      `there is nothing at ${request.path}: see ${basePath}/openapi.json`,
    );
  });
  app.use(answerError(limits, log));
  return app;
}

function handler(control: Control, operation: Operation): RequestHandler {
  const fromQuery = queryReader(operation);
  return async (request, response) => {
    const token = operation.permission === 'public' ? undefined : bearerToken(request);
    const caller = token === undefined ? null : control.callerOf(token);
    const given = operation.method === 'get' ? fromQuery(request.query) : bodyOf(request);
    response.json(await operation.run(caller, { ...given, ...request.params }));
  };
}

function callerOf(control: Control): (request: Request) => Caller | null {
  return (request) => {
    const token = bearerToken(request);
    return token === undefined ? null : control.callerOf(token);
  };
}

function bearerToken(request: Request): string | undefined {
  return /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
}

function bodyOf(request: Request): object {
  const body: unknown = request.body ?? {};
  if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body;
  throw new CordboardError('input-wrong', 'the body must be a JSON object');
}

/** A query has only texts: those of numbers and of true and false become what the schema wants them to be. */
function queryReader(operation: Operation): (query: Request['query']) => Record<string, unknown> {
  const fields = inputSchema(operation).properties ?? {};
  const read = (name: string, value: unknown): unknown => {
    const type = fields[name]?.['type'];
    if (type === 'integer' && typeof value === 'string' && /^-?\d{1,15}$/.test(value)) return Number(value);
    if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
    return value;
  };
  return (query) =>
    Object.fromEntries(Object.entries(query).map(([name, value]) => [name, read(name, value)]));
}

function wrongMethod(operations: readonly Operation[], path: string): RequestHandler {
  const allowed = operations.filter((one) => one.path === path).map(({ method }) => method.toUpperCase());
  return (request, response) => {
    response.set('allow', allowed.join(', '));
    throw new CordboardError(
      'method-wrong',
      `${request.method} is not for ${request.path}: use ${allowed.join(', ')}`,
    );
  };
}

function answerError(limits: Limits, log: Logger): ErrorRequestHandler {
  // Express tells an error handler by its four parameters.
  return (thrown, _request, response, next) => {
    if (response.headersSent) {
      next(thrown);
      return;
    }
    const error = wireError(ofExpress(thrown, limits), log);
    response.status(statusOf(error)).json({ error });
  };
}

/** Express and its body parser throw errors of their own. */
function ofExpress(thrown: unknown, limits: Limits): unknown {
  if (!(thrown instanceof Error) || thrown instanceof CordboardError || !('status' in thrown)) return thrown;
  const type = 'type' in thrown ? thrown.type : '';
  if (type === 'entity.parse.failed') return malformedJson(thrown, 'the body');
  if (type === 'entity.too.large') {
    return new CordboardError('body-too-large', `the body is larger than ${limits.bodyBytes} bytes`, {
      details: { limit: limits.bodyBytes },
    });
  }
  if (thrown.status === 415) return new CordboardError('body-kind-wrong', thrown.message);
  if (Number(thrown.status) < 500) return new CordboardError('request-wrong', thrown.message);
  return thrown;
}
