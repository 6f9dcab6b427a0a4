import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import helmet from 'helmet';
import type { Clock } from '../../base/clock.ts';
import { CordboardError } from '../../base/errors.ts';
import type { Logger } from '../../base/log.ts';
import { plainAddress } from '../telservices/transport/address.ts';
import { checkPermission, type Access } from './access.ts';
import type { Address } from './address.ts';
import type { Answer } from './answers.ts';
import { refusalOf } from './errors.ts';
import { Form } from './form.ts';
import { isOver, readBody, Uploads } from './receive.ts';
import type { UContactSettings } from './settings.ts';

export function routerOf(parts: {
  readonly addresses: readonly Address[];
  readonly access: Access;
  readonly settings: UContactSettings;
  readonly clock: Clock;
  readonly log: Logger;
}): Express {
  const { addresses, access, settings, clock, log } = parts;
  const uploads = new Uploads(settings.uploads);
  const app = express();
  app.set('etag', false);
  app.use(helmet());
  app.use((_request, response, next) => {
    response.set('cache-control', 'no-store');
    next();
  });

  const serve = async (request: Request, address: Address): Promise<Answer> => {
    const { headers } = request;
    const outside = {
      address: plainAddress(request.socket.remoteAddress),
      headers,
      key: queried(request, 'key'),
      token: queried(request, 'token'),
    };
    const known = access.saysWho(outside) ? await access.callerOf(outside) : null;
    // Of a stranger's file no more is read than of any other form: the form may still say who he is.
    const isFile = address.takesFile === true;
    const isUpload = isFile && (known !== null || access.trusts(outside));
    const limit = isUpload ? settings.uploadBytes : settings.formBytes;
    const work = async (): Promise<Answer> => {
      const form =
        address.method === 'get' ? Form.of({}) : await readBody(request, { limit, keepsRaw: !isFile });
      const inForm = { key: form.text('key'), token: form.text('token') };
      const caller = known ?? (await access.callerOf({ ...outside, ...inForm }));
      checkPermission(caller, address.permission, address.path);
      return address.handle(form, { caller, path: pathOf(request) });
    };
    return isUpload ? uploads.around(work) : work();
  };

  const answering =
    (address: Address): RequestHandler =>
    async (request, response) => {
      try {
        send(response, await serve(request, address), log);
      } catch (error) {
        await refuse(request, response, error, address.onError);
      }
    };
  const refusing =
    (code: string, sentence: string): RequestHandler =>
    async (request, response) => {
      await refuse(request, response, new CordboardError(code, sentence), 'sentence');
    };

  for (const address of addresses) app[address.method](address.path, answering(address));
  for (const [path, method] of new Map(addresses.map(({ path, method }) => [path, method.toUpperCase()]))) {
    app.all(path, (_request, response, next) => {
      response.set('allow', method);
      next();
    });
    app.all(path, refusing('method-wrong', `${path} is only for ${method}`));
  }
  app.use(refusing('path-unknown', 'there is no such address'));
  return app;

  async function refuse(
    request: Request,
    response: Response,
    thrown: unknown,
    onError: Address['onError'],
  ): Promise<void> {
    if (thrown instanceof CordboardError && thrown.code === 'client-gone') {
      log.debug({ err: thrown }, 'a client went in the middle of its request');
      response.destroy();
      return;
    }
    const { status, sentence } = refusalOf(thrown, log);
    if (response.headersSent || response.closed) {
      response.destroy();
      return;
    }
    // What was not read of the body would be taken for the next request.
    if (!request.complete) response.set('connection', 'close');
    await isOver(request, clock);
    if (status === 401) response.set('www-authenticate', 'Basic realm="uContact", charset="UTF-8"');
    if (onError === 'zero' && status === 400) {
      response.set('x-error', inHeader(sentence));
      send(response, { kind: 'text', status: 200, text: '0' }, log);
    } else send(response, { kind: 'text', status, text: sentence }, log);
  }
}

function send(response: Response, answer: Answer, log: Logger): void {
  switch (answer.kind) {
    case 'text':
      response.status(answer.status).type('text/plain; charset=utf-8').send(answer.text);
      break;
    case 'json':
      response.status(answer.status).json(answer.value);
      break;
    case 'file': {
      const { folder, file, type } = answer;
      response.sendFile(
        file,
        { root: folder, cacheControl: false, headers: { 'content-type': type } },
        (error) => {
          if (error === undefined || response.headersSent) return;
          // The header that tells the length of the file is there already.
          if ('status' in error && error.status === 416) {
            response.status(416).type('text/plain; charset=utf-8').send('the file is not that long');
            return;
          }
          log.warn({ err: error }, 'a recording could not be sent');
          response.status(404).type('text/plain; charset=utf-8').send('there is no such recording');
        },
      );
    }
  }
}

function queried(request: Request, name: string): string {
  const value = request.query[name];
  return typeof value === 'string' ? value : '';
}

function pathOf({ params }: Request): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  );
}

/** Headers hold no letters beyond ASCII for sure. */
function inHeader(sentence: string): string {
  return sentence
    .replaceAll('’', "'")
    .replaceAll(/[^ -~]/g, '?')
    .slice(0, 500);
}
