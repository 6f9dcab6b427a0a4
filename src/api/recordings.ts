import type { RequestHandler } from 'express';
import type { Caller } from '../control/caller.ts';
import type { AudioDesk } from '../control/operations/recordings.ts';

/** The sound of a recording: the one thing that is not JSON. Players ask for it in parts. */
export function audioHandler(
  audio: AudioDesk,
  callerOf: (request: Parameters<RequestHandler>[0]) => Caller | null,
): RequestHandler {
  return (request, response, next) => {
    const { recording } = request.params;
    const { folder, file, type } = audio.give(
      callerOf(request),
      typeof recording === 'string' ? recording : '',
      request.query['variant'],
    );
    response.sendFile(
      file,
      { root: folder, cacheControl: false, headers: { 'content-type': type } },
      (error) => {
        if (error !== undefined && !response.headersSent) next(error);
      },
    );
  };
}
