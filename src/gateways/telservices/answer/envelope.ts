import { element, leaf, word, type XmlElement } from '../xml/element.ts';
import type { ErrorName } from '../words.ts';

/** Result: what a service that asks for nothing is answered. */
export const standard: XmlElement = leaf('standard', '');

export function resultReturn(result: XmlElement): XmlElement {
  return element('TelServiceReturn', element('result', result));
}

export function errorReturn(error: ErrorName): XmlElement {
  return element('TelServiceReturn', word('error', error));
}

/** Events: of calls the manual prints the device, of all others only what has happened. */
export function callEvent(deviceNumber: string, call: XmlElement): XmlElement {
  return element('TelServiceEvent', leaf('deviceNumber', deviceNumber), element('event', call));
}

export function plainEvent(what: XmlElement): XmlElement {
  return element('TelServiceEvent', element('event', what));
}
