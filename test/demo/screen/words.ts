import { unreachable } from '../../../src/base/errors.ts';
import type { Happening } from '../floor.ts';
import { seconds, type Piece } from './style.ts';

/** What has happened, in one line with its time. */
export function wordsFor(at: number, happening: Happening): Piece[] {
  return [['quiet', `${clockTime(at)} `], ...wordsOf(happening)];
}

function wordsOf(happening: Happening): Piece[] {
  switch (happening.kind) {
    case 'calls': {
      const { name, target } = happening.call.plan;
      return [['quiet', `${name} calls ${target.queueName} (${target.number})`]];
    }
    case 'talk':
      return [
        ['strong', happening.call.plan.name],
        ['good', ' ↔ '],
        ['strong', happening.seat.name],
        `, waited ${seconds(happening.waitedMs)}`,
      ];
    case 'talked': {
      const { call, seat, talkedMs } = happening;
      const who = call.talk?.agentHungUp === true ? seat.name : call.plan.name;
      return [
        ['quiet', `${call.plan.name} and ${seat.name} talked for ${seconds(talkedMs)}; ${who} hung up`],
      ];
    }
    case 'gave-up':
      return [
        happening.call.plan.name,
        ['wait', ` gave up after ${seconds(happening.waitedMs)} in ${happening.call.plan.target.queueName}`],
      ];
    case 'rejects':
      return [happening.seat.name, ['pause', ` refuses ${happening.call.plan.name}, who keeps the place`]];
    case 'break':
      return [happening.seat.name, ['pause', ` takes a break: ${happening.seat.detail}`]];
    case 'back':
      return [happening.seat.name, ['quiet', ' is back']];
    case 'trouble':
      return [['bad', happening.what]];
    default:
      return unreachable(happening);
  }
}

function clockTime(at: number): string {
  return new Date(at).toTimeString().slice(0, 8);
}
