import { AriError } from '../ari/errors.ts';
import type { AriPort } from '../ari/port.ts';
import type { The } from './the.ts';

export async function connect(port: AriPort, { bridge, channels, make }: The<'connect'>): Promise<void> {
  // Plain `mixing` would give no DTMF and garble the music (native RTP). The bridge may be there already.
  const made = make
    ? [port.request('bridges.createWithId', { bridgeId: bridge, type: 'mixing,dtmf_events' })]
    : [];
  const joined = port.request('bridges.addChannel', {
    bridgeId: bridge,
    channel: channels,
    // Else the parties' displays would be told of each other, the caller outside of the agent: that is `show`'s.
    inhibitConnectedLineUpdates: true,
  });
  await Promise.allSettled(made);
  await unlessGone(joined);
}

export async function part(port: AriPort, { bridge, channel }: The<'part'>): Promise<void> {
  await unlessGone(port.request('bridges.removeChannel', { bridgeId: bridge, channel })).catch(
    (error: unknown) => {
      // It is out of this bridge already.
      if (!(error instanceof AriError && error.code === 'unprocessable')) throw error;
    },
  );
}

export async function dropBridge(port: AriPort, { bridge }: The<'drop-bridge'>): Promise<void> {
  await port.request('bridges.destroy', { bridgeId: bridge });
}

/** Of a party that has hung up just now Asterisk says "bad request" here: it becomes 'not-found', as elsewhere. */
async function unlessGone(request: Promise<void>): Promise<void> {
  await request.catch((error: unknown) => {
    if (!(error instanceof AriError && error.code === 'bad-request')) throw error;
    throw new AriError('not-found', error.message, { ...error.details, cause: error });
  });
}
