import { CordboardError } from '../../base/errors.ts';
import { needLine, presentLeg } from '../call-control/device.ts';
import type { Call } from '../call/call.ts';
import type { PhoneId } from '../ids.ts';
import type { Which } from '../input.ts';
import type { Turn } from '../turn.ts';
import { policyOf } from './policy.ts';
import { runningRecording, type Recording } from './recording.ts';
import { beginRecording, endRecording, isTalk, mayBegin } from './settle.ts';

/** Throws 'no-call', 'recording-forbidden', 'recordings-full'. */
export function startRecording(turn: Turn, phone: PhoneId, which: Which): void {
  needLine(turn);
  const call = presentLeg(turn, phone, which).call;
  if (runningRecording(call) !== undefined) return;
  if (!isTalk(call)) throw new CordboardError('no-call', `the call of ${phone} is no talk yet`);
  if (policyOf(turn.state, call) === 'never') {
    throw new CordboardError('recording-forbidden', `calls like that of ${phone} are never recorded`);
  }
  if (!mayBegin(turn.state, call)) {
    const { mostPerCall } = turn.state.office.recording;
    throw new CordboardError('recordings-full', `a call is recorded ${mostPerCall} times at most`);
  }
  beginRecording(turn, call);
}

/** Throws 'no-call', 'no-recording', 'recording-forced'. */
export function stopRecording(turn: Turn, phone: PhoneId, which: Which): void {
  const { call } = recordingAt(turn, phone, which);
  endRecording(turn, call, 'command');
}

/** What is said from now on is silence in all tracks. Throws 'no-call', 'no-recording', 'recording-forced'. */
export function pauseRecording(turn: Turn, phone: PhoneId, which: Which): void {
  const { call, recording } = recordingAt(turn, phone, which);
  if (recording.pausedAt !== null) return;
  const { id, agents } = recording;
  turn.record({ kind: 'recording.paused', call: call.id, recording: id, agents });
}

/** Throws 'no-call', 'no-recording'. */
export function resumeRecording(turn: Turn, phone: PhoneId, which: Which): void {
  const call = presentLeg(turn, phone, which).call;
  const recording = runningRecording(call);
  if (recording === undefined) throw noRecording(phone);
  if (recording.pausedAt === null) return;
  const { id, agents } = recording;
  turn.record({ kind: 'recording.resumed', call: call.id, recording: id, agents });
}

/** The recording that somebody wants to interfere with. */
function recordingAt(
  turn: Turn,
  phone: PhoneId,
  which: Which,
): { readonly call: Call; readonly recording: Recording } {
  const call = presentLeg(turn, phone, which).call;
  const recording = runningRecording(call);
  if (recording === undefined) throw noRecording(phone);
  if (policyOf(turn.state, call) === 'forced') {
    throw new CordboardError('recording-forced', `the call of ${phone} must be recorded as a whole`);
  }
  return { call, recording };
}

function noRecording(phone: PhoneId): CordboardError {
  return new CordboardError('no-recording', `the call of ${phone} is not being recorded`);
}
