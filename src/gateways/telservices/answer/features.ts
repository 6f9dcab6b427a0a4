import { unreachable } from '../../../base/errors.ts';
import type { FeatureChange, FeatureState, Forward } from '../house/features.ts';
import { element, leaf, word, type XmlElement } from '../xml/element.ts';

export const doNotDisturbElement = (isOn: boolean): XmlElement => word('doNotDisturb', isOn ? 'on' : 'off');
export const msgWaitingElement = (isOn: boolean): XmlElement => word('msgWaiting', isOn ? 'on' : 'off');

export function forwardElement({ number, type }: Forward, isOn: boolean): XmlElement {
  return element('forward', leaf('number', number), word('type', type), word('state', isOn ? 'on' : 'off'));
}

/** QueryForward: the forwards that are on. */
export function forwardsElement({ forwards }: FeatureState): XmlElement {
  return element('forwards', ...forwards.map((forward) => forwardElement(forward, true)));
}

export function featureElement(change: FeatureChange): XmlElement {
  switch (change.feature) {
    case 'doNotDisturb':
      return doNotDisturbElement(change.isOn);
    case 'messagesWaiting':
      return msgWaitingElement(change.isOn);
    case 'forward':
      return forwardElement(change.forward, change.isOn);
    default:
      return unreachable(change);
  }
}
