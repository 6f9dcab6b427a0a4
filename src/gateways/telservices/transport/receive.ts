import type { Readable } from 'node:stream';
import type { Clock } from '../../../base/clock.ts';
import { CordboardError } from '../../../base/errors.ts';
import { RequestError } from '../errors.ts';
import type { TelServicesSettings } from '../settings.ts';
import type { XmlElement } from '../xml/element.ts';
import { XmlReader } from '../xml/parse.ts';
import type { Budget } from './budget.ts';

/**
 * Reads one request, whose end is its root's end tag, from a stream that goes on being read and thrown away. Rejects
 * with what is wrong with it, with 'request-slow' when it is not there in time, or with 'client-gone'.
 */
export function receive(
  stream: Readable,
  { settings, budget, clock }: { settings: TelServicesSettings; budget: Budget; clock: Clock },
): Promise<XmlElement> {
  const { requestBytes: bytes, requestDepth: depth, requestElements: elements, requestTimeoutMs } = settings;
  const reader = new XmlReader({ bytes, depth, elements });
  let taken = 0;
  return new Promise<XmlElement>((resolve, reject) => {
    const cancel = clock.after(requestTimeoutMs, () => {
      end(() =>
        reject(new RequestError('request', `is not there after ${requestTimeoutMs} ms`, 'request-slow')),
      );
    });
    const take = (chunk: Buffer): void => {
      try {
        budget.take(chunk.length);
        taken += chunk.length;
        reader.take(chunk);
        const { root } = reader;
        if (root !== null) end(() => resolve(root));
      } catch (error) {
        end(() => reject(error));
      }
    };
    const finish = (): void => {
      try {
        const root = reader.finish();
        end(() => resolve(root));
      } catch (error) {
        end(() => reject(error));
      }
    };
    const leave = (): void => end(() => reject(new CordboardError('client-gone', 'the client has gone')));
    const end = (settle: () => void): void => {
      cancel();
      stream.off('data', take).off('end', finish).off('close', leave);
      budget.giveBack(taken);
      taken = 0;
      stream.resume();
      settle();
    };
    stream.on('data', take).on('end', finish).on('close', leave);
  });
}
