import { unreachable } from '../../base/errors.ts';
import type { ConnectionState, Service } from './device-call.ts';

/**
 * What a device may ask for, from the states of its older and its newer call: the only place that says so. The lists
 * and their order are those of TelServices' examples 1 to 3.
 */
export function permittedServices(primary: ConnectionState, secondary: ConnectionState | null): Service[] {
  if (secondary === null || secondary === 'cleared') return alone(primary);
  if (primary === 'cleared') return alone(secondary);
  const [held, active] = primary === 'hold' ? [primary, secondary] : [secondary, primary];
  if (held !== 'hold') {
    // Both are new: a further call rings, or is about to be made.
    if (secondary === 'alerting')
      return primary === 'connected'
        ? ['answerCall', 'divertCall', 'holdCall', 'dropCall']
        : alone(secondary);
    return primary === 'alerting' ? ['answerCall', 'divertCall', 'dropCall'] : ['dropCall'];
  }
  switch (active) {
    case 'initiated':
    case 'originated':
    case 'failed':
      return ['dropCall', 'reconnectCall'];
    case 'delivered':
    case 'queued':
      return ['dropCall', 'reconnectCall', 'transferCall'];
    case 'connected':
      return ['dropCall', 'holdCall', 'reconnectCall', 'alternateCall', 'transferCall', 'conferenceCall'];
    case 'alerting':
      return ['answerCall', 'divertCall', 'retrieveCall'];
    case 'hold':
      return ['retrieveCall', 'dropCall'];
    default:
      return unreachable(active);
  }
}

function alone(state: ConnectionState): Service[] {
  switch (state) {
    case 'initiated':
    case 'originated':
    case 'delivered':
    case 'queued':
    case 'failed':
      return ['dropCall'];
    case 'alerting':
      return ['answerCall', 'divertCall'];
    case 'connected':
      return ['holdCall', 'dropCall', 'divertCall', 'consultationCall'];
    case 'hold':
      return ['retrieveCall', 'dropCall'];
    case 'cleared':
      return [];
    default:
      return unreachable(state);
  }
}
