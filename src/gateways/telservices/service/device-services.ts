import { agentElement, nobody } from '../answer/agent.ts';
import { standard } from '../answer/envelope.ts';
import { doNotDisturbElement, forwardsElement, msgWaitingElement } from '../answer/features.ts';
import { asRefusalOfSwitch } from '../errors.ts';
import { phoneOf, type ServiceParts, type Services } from './service.ts';

/** The user services that set and query what a device is like: its features and its agent. */
export function deviceServices({
  telephony,
  clock,
}: ServiceParts): Services<
  | 'agentState'
  | 'doNotDisturb'
  | 'forward'
  | 'queryAgentState'
  | 'queryDoNotDisturb'
  | 'queryForward'
  | 'queryMsgWaiting'
> {
  const { features, agents } = telephony;
  const featuresOf = (deviceNumber: string) => features.of(phoneOf(telephony, deviceNumber));
  const set = async (change: Promise<void>) => {
    try {
      await change;
    } catch (error) {
      throw asRefusalOfSwitch(error);
    }
    return standard;
  };
  return {
    agentState: ({ deviceNumber, state }) => set(agents.setState(phoneOf(telephony, deviceNumber), state)),
    doNotDisturb: ({ deviceNumber, state }) =>
      set(features.setDoNotDisturb(phoneOf(telephony, deviceNumber), state === 'on')),
    forward: ({ deviceNumber, info }) =>
      set(
        features.setForward(phoneOf(telephony, deviceNumber), {
          type: info.type,
          number: info.number,
          isOn: info.state === 'on',
        }),
      ),
    queryAgentState: ({ deviceNumber }) =>
      agentElement(agents.at(phoneOf(telephony, deviceNumber)) ?? nobody, clock.now()),
    queryDoNotDisturb: ({ deviceNumber }) => doNotDisturbElement(featuresOf(deviceNumber).doNotDisturb),
    queryForward: ({ deviceNumber }) => forwardsElement(featuresOf(deviceNumber)),
    queryMsgWaiting: ({ deviceNumber }) => msgWaitingElement(featuresOf(deviceNumber).messagesWaiting),
  };
}
