import { describe, expect, it } from 'vitest';
import {
  connectionStates,
  type ConnectionState,
  type Service,
} from '../../../../src/board/device/device-call.ts';
import { permittedServices } from '../../../../src/board/device/permitted.ts';
import { Desk, refusal } from './desk.ts';

const words = (services: readonly Service[]): string =>
  services.map((one) => one.replace('Call', '')).join(' ');

describe('what a device may ask for', () => {
  it.each<[ConnectionState, string]>([
    ['initiated', 'drop'],
    ['originated', 'drop'],
    ['delivered', 'drop'],
    ['queued', 'drop'],
    ['failed', 'drop'],
    ['alerting', 'answer divert'],
    ['connected', 'hold drop divert consultation'],
    ['hold', 'retrieve drop'],
    ['cleared', ''],
  ])('with one call that is %s: %s', (state, services) => {
    expect(words(permittedServices(state, null))).toBe(services);
  });

  it.each<[ConnectionState, string]>([
    ['initiated', 'drop reconnect'],
    ['originated', 'drop reconnect'],
    ['failed', 'drop reconnect'],
    ['delivered', 'drop reconnect transfer'],
    ['queued', 'drop reconnect transfer'],
    ['connected', 'drop hold reconnect alternate transfer conference'],
    ['alerting', 'answer divert retrieve'],
    ['hold', 'retrieve drop'],
    ['cleared', 'retrieve drop'],
  ])('with one call on hold and one that is %s, whichever is older: %s', (state, services) => {
    expect(words(permittedServices('hold', state))).toBe(services);
    expect(words(permittedServices(state, 'hold'))).toBe(services);
  });

  it('is something in every pair of states but when both are over, and each once', () => {
    for (const primary of connectionStates) {
      for (const secondary of connectionStates) {
        const services = permittedServices(primary, secondary);
        const isOver = primary === 'cleared' && secondary === 'cleared';
        expect(services.length > 0, `${primary} and ${secondary}`).toBe(!isOver);
        expect(new Set(services).size).toBe(services.length);
        if (primary === 'cleared') expect(services).toEqual(permittedServices(secondary, null));
        if (secondary === 'cleared') expect(services).toEqual(permittedServices(primary, null));
      }
    }
  });

  it('offers to answer what rings, whatever else there is', () => {
    for (const state of connectionStates)
      expect(permittedServices(state, 'alerting')).toContain('answerCall');
  });
});

const verbs = {
  alternateCall: { name: 'alternate-call' },
  answerCall: { name: 'answer-call' },
  conferenceCall: { name: 'conference-call' },
  consultationCall: { name: 'consult', number: '1104' },
  divertCall: { name: 'divert-call', number: '1104' },
  dropCall: { name: 'drop-call' },
  holdCall: { name: 'hold-call' },
  reconnectCall: { name: 'reconnect-call' },
  retrieveCall: { name: 'retrieve-call' },
  transferCall: { name: 'transfer-call' },
} as const;

const scenes: Record<string, (desk: Desk) => void> = {
  'a call that rings out': (desk) => {
    desk.dials('1101', '1102');
    desk.rings('1102');
  },
  'a call that rings': (desk) => {
    desk.dials('1102', '1101');
    desk.rings('1101');
  },
  'a talk': (desk) => {
    desk.talk('1101', '1102');
  },
  'a call on hold': (desk) => {
    desk.talk('1101', '1102');
    desk.asks('1101', { name: 'hold-call' });
  },
  'a place in a queue': (desk) => {
    desk.dials('1101', '900');
  },
  'a consultation that is dialled': (desk) => {
    desk.talk('1101', '1102');
    desk.asks('1101', { name: 'consult', number: '1103' });
  },
  'a consultation that rings': (desk) => {
    desk.talk('1101', '1102');
    desk.asks('1101', { name: 'consult', number: '1103' });
    desk.rings('1103');
  },
  'a consultation': (desk) => {
    desk.talk('1101', '1102');
    desk.consults('1101', '1103');
  },
  'a consultation in a queue': (desk) => {
    desk.talk('1101', '1102');
    desk.asks('1101', { name: 'consult', number: 'support' });
  },
  'a talk and a call that rings': (desk) => {
    desk.talk('1101', '1102');
    desk.dials('1103', '1101');
    desk.rings('1101');
  },
  'a call on hold and one that rings': (desk) => {
    desk.talk('1101', '1102');
    desk.asks('1101', { name: 'hold-call' });
    desk.dials('1103', '1101');
    desk.rings('1101');
  },
  'a parked call': (desk) => {
    desk.talk('1101', '1102');
    desk.asks('1102', { name: 'park-call' });
  },
};

describe.each(Object.keys(scenes))('with %s', (scene) => {
  it('what is permitted is done', () => {
    const desk = new Desk();
    scenes[scene]?.(desk);
    const permitted = desk.permitted('1101');
    expect(permitted.length).toBeGreaterThan(0);
    for (const service of permitted) {
      const one = new Desk();
      scenes[scene]?.(one);
      expect(
        refusal(() => one.asks('1101', verbs[service as Service])),
        service,
      ).toBe('allowed');
      expect(one.facts.length, service).toBeGreaterThan(0);
    }
  });
});
