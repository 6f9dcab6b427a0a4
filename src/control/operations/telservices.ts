import { z } from 'zod';
import { CordboardError } from '../../base/errors.ts';
import { operation, type Operation } from '../operation.ts';

/** The gateway for TelServices, as far as admins deal with it. */
export interface TelServicesDesk {
  /** The devices that are open, and to whom. */
  sessions(): readonly {
    readonly deviceNumber: string;
    readonly clients: readonly {
      readonly address: string;
      readonly transport: 'tcp' | 'http';
      readonly user: string | null;
    }[];
  }[];
  /** false when none is open for this device. */
  closeSession(deviceNumber: string): boolean;
}

const deviceField = z.string().min(1).max(80).describe('number of a device, as its clients gave it');

export function telServicesOperations(desk: TelServicesDesk): Operation[] {
  return [
    operation({
      name: 'telservices-sessions',
      summary: 'Which devices TelServices clients have open',
      permission: 'supervisor',
      method: 'get',
      path: '/telservices/sessions',
      input: z.strictObject({}),
      output: z.object({
        sessions: z.array(
          z.object({
            device: deviceField,
            clients: z.array(
              z.object({
                address: z.string().describe('IP address'),
                transport: z.enum(['tcp', 'http']),
                user: z.string().nullable().describe('null when the network is trusted'),
              }),
            ),
          }),
        ),
      }),
      run: () => ({
        sessions: desk
          .sessions()
          .map(({ deviceNumber, clients }) => ({ device: deviceNumber, clients: [...clients] })),
      }),
    }),
    operation({
      name: 'close-telservices-session',
      summary: 'Close a device for all its TelServices clients, who are told so',
      permission: 'admin',
      method: 'post',
      path: '/telservices/sessions/{device}/close',
      input: z.strictObject({ device: deviceField }),
      output: z.object({}),
      run: (_caller, { device }) => {
        if (desk.closeSession(device)) return {};
        throw new CordboardError('telservices-session-unknown', `no TelServices client has ${device} open`);
      },
    }),
  ];
}
