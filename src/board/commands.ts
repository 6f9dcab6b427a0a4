import { CordboardError } from '../base/errors.ts';
import { obeyCallback } from './acd/call-back/commands.ts';
import { obeyQueue } from './acd/queue-state.ts';
import { obeyWaiting } from './acd/waiting-commands.ts';
import { obeyAgent } from './agent/commands.ts';
import { addParty } from './call-control/conference.ts';
import { answer } from './call-control/answer.ts';
import { consult } from './call-control/consult.ts';
import { divert } from './call-control/divert.ts';
import { drop, dropLeg, dropParty, reconnect, reject } from './call-control/drop.ts';
import { alternate, hold, retrieve } from './call-control/hold.ts';
import { makeCall } from './call-control/make-call.ts';
import { mute, sendDigits } from './call-control/mute.ts';
import { park, unparkByCommand } from './call-control/park.ts';
import { pickUpByCommand } from './call-control/pick-up.ts';
import { conference, transfer } from './call-control/transfer.ts';
import { isParty } from './call/call.ts';
import { abandon, endTalk } from './call/ending.ts';
import { setDoNotDisturb, setForward } from './device/settings.ts';
import type { CallbackCommand, Command, PhoneCommand, WaitingCommand } from './input.ts';
import type { OutboundCommand } from './outbound/commands.ts';
import { obeyOutbound } from './outbound/obey.ts';
import { pauseRecording, resumeRecording, startRecording, stopRecording } from './recording/commands.ts';
import { refuseWhileSupervising, stopSupervising, supervise } from './supervision/commands.ts';
import type { Turn } from './turn.ts';
import { deleteMessage, markHeard } from './voicemail/messages.ts';

/** Carries out what a person asks for, or says why not. Asking for what already is changes nothing. */
export function obey(turn: Turn, command: Command): void {
  if (command.name === 'hang-up') hangUp(turn, command);
  else if (command.name === 'supervise') supervise(turn, command);
  else if (isCallbackCommand(command)) obeyCallback(turn, command);
  else if (isWaitingCommand(command)) obeyWaiting(turn, command);
  else if (isOutboundCommand(command)) obeyOutbound(turn, command);
  else if ('queue' in command) obeyQueue(turn, command);
  else if ('agent' in command) obeyAgent(turn, command);
  else obeyPhone(turn, command);
}

function isCallbackCommand(command: Command): command is CallbackCommand {
  return command.name.endsWith('callback') || command.name === 'call-back-now';
}

const forWaiting: ReadonlySet<string> = new Set<WaitingCommand['name']>([
  'prioritise-call',
  'move-call',
  'withdraw-call',
  'offer-call',
  'tell-call',
]);

function isWaitingCommand(command: Command): command is WaitingCommand {
  return forWaiting.has(command.name);
}

function isOutboundCommand(command: Command): command is OutboundCommand {
  return 'campaign' in command || /^(?:dial-contact|skip-contact|mark-answer)$/.test(command.name);
}

/** What a phone may not ask for while it supervises: its leg goes with the agent. */
const notWhileSupervising: ReadonlySet<PhoneCommand['name']> = new Set([
  'make-call',
  'answer-call',
  'hold-call',
  'retrieve-call',
  'alternate-call',
  'consult',
  'reconnect-call',
  'transfer-call',
  'conference-call',
  'divert-call',
  'pick-up',
  'park-call',
  'unpark-call',
]);

/** What is asked for on behalf of a phone, whoever sits there. */
function obeyPhone(turn: Turn, command: PhoneCommand): void {
  const { phone } = command;
  if (notWhileSupervising.has(command.name)) refuseWhileSupervising(turn, phone);
  switch (command.name) {
    case 'make-call':
      return makeCall(turn, phone, command.number, command.data ?? null);
    case 'answer-call':
      return answer(turn, phone, command);
    case 'reject-call':
      return reject(turn, phone, command);
    case 'drop-call':
      return drop(turn, phone, command);
    case 'drop-party':
      return dropParty(turn, phone, command.number);
    case 'hold-call':
      return hold(turn, phone, command);
    case 'retrieve-call':
      return retrieve(turn, phone, command);
    case 'alternate-call':
      return alternate(turn, phone);
    case 'consult':
      return consult(turn, phone, command.number, command, command.data ?? null);
    case 'reconnect-call':
      return reconnect(turn, phone);
    case 'transfer-call':
      return transfer(turn, phone);
    case 'conference-call':
      return conference(turn, phone);
    case 'add-party':
      return addParty(turn, phone, command.number, command, command.data ?? null);
    case 'divert-call':
      return divert(turn, phone, command.number, command, command.data ?? null);
    case 'pick-up':
      return pickUpByCommand(turn, phone, command.at ?? null);
    case 'park-call':
      return park(turn, phone, command.slot ?? null);
    case 'unpark-call':
      return unparkByCommand(turn, phone, command.slot);
    case 'mute':
      return mute(turn, phone, command.on);
    case 'send-digits':
      return sendDigits(turn, phone, command.digits);
    case 'start-recording':
      return startRecording(turn, phone, command);
    case 'stop-recording':
      return stopRecording(turn, phone, command);
    case 'pause-recording':
      return pauseRecording(turn, phone, command);
    case 'resume-recording':
      return resumeRecording(turn, phone, command);
    case 'stop-supervising':
      return stopSupervising(turn, phone);
    case 'do-not-disturb':
      return setDoNotDisturb(turn, phone, command.on);
    case 'mark-message-heard':
      return markHeard(turn, phone, command.message, command.by);
    case 'delete-message':
      return deleteMessage(turn, phone, command.message, command.by);
    case 'forward':
      return setForward(turn, phone, command.type, command.number);
  }
}

function hangUp(turn: Turn, command: Extract<Command, { name: 'hang-up' }>): void {
  const call = turn.state.calls.get(command.call);
  if (call === undefined || call.phase.name === 'ended' || call.phase.name === 'seated') {
    throw new CordboardError('call-unknown', `there is no call ${command.call}`);
  }
  if (command.agent !== null) {
    const own = call.legs.find((leg) => leg.agent === command.agent && isParty(leg));
    if (own === undefined) {
      throw new CordboardError('not-your-call', `${command.agent} is not in call ${call.id}`);
    }
    dropLeg(turn, { call, leg: own });
  } else if (call.phase.name === 'talking') endTalk(turn, call, 'ended-by-command', 16);
  else abandon(turn, call, 'ended-by-command', 16);
}
