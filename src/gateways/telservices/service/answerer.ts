import type { Clock } from '../../../base/clock.ts';
import { CordboardError } from '../../../base/errors.ts';
import type { Logger } from '../../../base/log.ts';
import { errorReturn, resultReturn } from '../answer/envelope.ts';
import { errorNameOf, isMistake, RequestError } from '../errors.ts';
import { readRequest, type Request, type RequestName } from '../request/request.ts';
import type { XmlElement } from '../xml/element.ts';
import { Access, needOf, type Subject } from './access.ts';
import { bookServices } from './book-services.ts';
import { callServices } from './call-services.ts';
import { deviceServices } from './device-services.ts';
import { routingPointServices } from './routing-point-services.ts';
import { monitor, type Requester, type Service, type ServiceParts, type Services } from './service.ts';
import { sessionServices } from './session-services.ts';
import { snapshotService } from './snapshot-service.ts';

/** Answers requests: "the return must always be provided by the server". */
export class Answerer {
  readonly #parts: ServiceParts;
  readonly #access: Access;
  readonly #services: Services<RequestName>;
  readonly #log: Logger;

  constructor(parts: ServiceParts, log: Logger) {
    this.#parts = parts;
    this.#log = log;
    this.#access = new Access(parts.sessions, parts.telephony.users);
    this.#services = {
      ...sessionServices(parts),
      ...callServices(parts),
      ...deviceServices(parts),
      ...bookServices(parts),
      ...snapshotService(parts),
      ...routingPointServices(parts),
    };
  }

  async answer(root: XmlElement, by: Requester): Promise<XmlElement> {
    try {
      const request = readRequest(root);
      return await this.#carryOut(request, by).catch((error: unknown) =>
        this.refuse(error, by, request.name),
      );
    } catch (error) {
      return this.refuse(error, by);
    }
  }

  /** The error that a client is answered; the log has the reason. */
  refuse(
    thrown: unknown,
    { address, transport }: Omit<Requester, 'gone' | 'trusted'>,
    service?: RequestName,
  ): XmlElement {
    const error = errorNameOf(thrown);
    const about = { service, error, address, transport };
    if (isMistake(thrown)) {
      this.#log.error({ ...about, err: thrown }, 'a request failed by a mistake of ours');
    } else if (thrown instanceof CordboardError) {
      // Which element and which rule, when it is the request that is wrong.
      const where = thrown instanceof RequestError ? thrown.details : {};
      this.#log.warn({ ...about, code: thrown.code, ...where }, `a request was refused: ${thrown.message}`);
    }
    return errorReturn(error);
  }

  async #carryOut(request: Request, by: Requester): Promise<XmlElement> {
    const session = this.#access.check(request.name, subjectOf(request), by);
    if (session !== null && needsMonitor(request.name)) monitor(this.#parts, session);
    const ends = session?.clientsAt(by.address).map((client) => client.act()) ?? [];
    try {
      const service = this.#services[request.name] as Service<RequestName>;
      const result = Promise.resolve(service(request.asked as never, by));
      return resultReturn(await (request.name === 'snapshot' ? result : this.#inTime(result)));
    } finally {
      for (const end of ends) end();
    }
  }

  /** Rejects with 'timeout' when the house does not answer. A snapshot has a timeout of its own. */
  #inTime<Value>(result: Promise<Value>): Promise<Value> {
    const { clock, settings } = this.#parts;
    return within(clock, settings.pbxTimeoutMs, result);
  }
}

function subjectOf({ asked }: Request): Subject {
  return {
    deviceNumber: 'deviceNumber' in asked ? asked.deviceNumber : null,
    userID: 'userID' in asked ? asked.userID : null,
  };
}

/** The first action that needs the session starts the monitor that `startPbxMonitor` put off. */
function needsMonitor(name: RequestName): boolean {
  return needOf[name] === 'session' && name !== 'closeSession';
}

function within<Value>(clock: Clock, ms: number, result: Promise<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(new CordboardError('timeout', `no answer within ${ms} ms`)));
    result.then(resolve, reject).finally(cancel);
  });
}
