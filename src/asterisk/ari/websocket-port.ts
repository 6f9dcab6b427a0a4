import { encodeRequest } from './encode.ts';
import { AriError } from './errors.ts';
import type { RESTResponse } from './events.generated.ts';
import { EventSocket } from './event-socket.ts';
import { Inbox } from './inbox.ts';
import type { OperationName } from './operations.generated.ts';
import { lineDown, PendingRequests } from './pending.ts';
import type { AriPort, OperationParams, OperationResult, ReadyPortOptions } from './port.ts';

/** Asterisk 22 drops a connection that sends it more than 65,535 bytes in one message. */
const maxRequestBytes = 65_535;

/** Requests over the events WebSocket: Asterisk carries them out, and answers, strictly in order. */
export async function openWebSocketPort(options: ReadyPortOptions): Promise<AriPort> {
  const { info, counts, log, listener } = options;
  const pending = new PendingRequests(options.requestTimeoutMs, options.clock, counts);
  const inbox = new Inbox(listener, counts, log);
  const onMessage = (text: string): void => {
    const answer = inbox.read(text);
    if (answer !== undefined) settle(pending, answer);
  };
  const socket = await EventSocket.open({ ...options, onMessage });
  void socket.closed.then((reason) => pending.rejectAll(reason));

  async function request<O extends OperationName>(
    operation: O,
    params: OperationParams<O>,
  ): Promise<OperationResult<O>> {
    if (socket.ended !== undefined) throw lineDown(operation, socket.ended);
    const { method, uri, body } = encodeRequest(operation, params);
    const result = await pending.run(operation, (id) => {
      const text = JSON.stringify({
        type: 'RESTRequest',
        transaction_id: '',
        request_id: id,
        method,
        uri,
        content_type: body === undefined ? undefined : 'application/json',
        message_body: body,
      });
      if (Buffer.byteLength(text) > maxRequestBytes) pending.reject(id, tooLong(operation));
      else socket.send(text);
    });
    return result as OperationResult<O>;
  }

  return { info, transport: 'websocket', request, closed: socket.closed, close: () => socket.close() };
}

function settle(pending: PendingRequests, answer: RESTResponse): void {
  const { request_id: id, status_code: status, message_body: body = '' } = answer;
  const operation = pending.operationOf(id) ?? 'a request';
  if (status >= 300) {
    pending.reject(id, AriError.fromResponse(operation, status, body));
    return;
  }
  try {
    pending.resolve(id, body === '' ? undefined : JSON.parse(body));
  } catch (cause) {
    const said = `${operation}: Asterisk's answer is no JSON`;
    pending.reject(id, new AriError('server-error', said, { operation, status, cause }));
  }
}

function tooLong(operation: OperationName): AriError {
  const said = `${operation}: the request is longer than the ${maxRequestBytes} bytes that Asterisk takes`;
  return new AriError('bad-request', said, { operation });
}
