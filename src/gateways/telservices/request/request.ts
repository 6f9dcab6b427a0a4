import { RequestError } from '../errors.ts';
import type { XmlElement } from '../xml/element.ts';
import type { Reader, ValueOf } from './read.ts';
import { sessionRequests } from './session-requests.ts';
import { supervisorRequests } from './supervisor-requests.ts';
import { userRequests } from './user-requests.ts';

const requests = { ...sessionRequests, ...userRequests, ...supervisorRequests };

export type RequestName = keyof typeof requests;

/** What a request of this name asks for, in the names of the manual. */
export type Asked<Name extends RequestName> = ValueOf<(typeof requests)[Name]>;

/** Every request of the manual. */
export type Request = {
  readonly [Name in RequestName]: { readonly name: Name; readonly asked: Asked<Name> };
}[RequestName];

export const requestNames = Object.keys(requests) as readonly RequestName[];

const rootName = 'TelServiceRequest';

/** Throws RequestError. */
export function readRequest(root: XmlElement): Request {
  if (root.name !== rootName) throw new RequestError(root.name.slice(0, 40), `the root must be ${rootName}`);
  const [service, more] = root.children;
  if (service === undefined || more !== undefined || root.text.trim() !== '') {
    throw new RequestError(rootName, 'must hold one service');
  }
  const at = `${rootName} > ${service.name.slice(0, 40)}`;
  if (!isRequestName(service.name)) throw new RequestError(at, 'there is no such service');
  const reader: Reader<unknown> = requests[service.name];
  return { name: service.name, asked: reader.read(service, at) } as Request;
}

function isRequestName(name: string): name is RequestName {
  return Object.hasOwn(requests, name);
}
