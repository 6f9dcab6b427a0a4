import { BlockList, isIP } from 'node:net';
import { CordboardError } from '../../../base/errors.ts';

/** The address as people write it: IPv4 without the prefix that a socket for both gives it. */
export function plainAddress(address: string | undefined): string {
  return (address ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
}

/** Networks such as `192.168.1.0/24`, `10.0.0.7` or `fd00::/8`. Throws 'settings-wrong' when one is none. */
export class Networks {
  readonly #list = new BlockList();

  constructor(networks: readonly string[]) {
    for (const network of networks) this.#add(network);
  }

  has(address: string): boolean {
    const [plain = ''] = address.split('%');
    const family = isIP(plain);
    return family !== 0 && this.#list.check(plain, family === 4 ? 'ipv4' : 'ipv6');
  }

  #add(network: string): void {
    const [address = '', bits] = network.split('/');
    const family = isIP(address);
    const most = family === 4 ? 32 : 128;
    const prefix = bits === undefined ? most : Number(bits);
    if (family === 0 || !/^\d{1,3}$/.test(bits ?? '0') || prefix > most) {
      throw new CordboardError('settings-wrong', `${network} is no network: write it as in 192.168.1.0/24`);
    }
    this.#list.addSubnet(address, prefix, family === 4 ? 'ipv4' : 'ipv6');
  }
}
