import type { Socket } from 'node:net';
import { CordboardError } from '../../../base/errors.ts';
import type { XmlElement } from '../xml/element.ts';
import { writeXml } from '../xml/write.ts';
import type { TransportParts } from './parts.ts';
import { receive } from './receive.ts';

/** "As soon as the response is sent by TelServer the TCP connection is closed." */
export async function serveTcp(socket: Socket, address: string, parts: TransportParts): Promise<void> {
  const { answerer, trusts, settings, clock } = parts;
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  const by = { address, transport: 'tcp' as const, trusted: trusts(address), gone: gone.signal };
  let answer: XmlElement;
  try {
    const root = await receive(socket, parts);
    answer = await answerer.answer(root, by);
  } catch (error) {
    if (error instanceof CordboardError && error.code === 'client-gone') return;
    answer = answerer.refuse(error, by);
  }
  if (socket.destroyed) return;
  // What is still to come is read all the same: closed on unread bytes, the client would lose its answer.
  socket.end(writeXml(answer) + settings.endOfPdu);
  const cancel = clock.after(settings.answerTimeoutMs, () => socket.destroy());
  socket.once('close', cancel);
}
