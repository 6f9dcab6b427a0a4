import { BlockList, isIP } from 'node:net';

export interface Address {
  readonly address: string;
  readonly family: number;
}

/** What IANA has set aside: nothing of it is a host of the public Internet. */
const notPublic = blockList([
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Within the global range: Teredo and other protocols, documentation, and 6to4, which leads to any IPv4 address.
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
]);
const globalIpv6 = blockList(['2000::/3']);

/** Decides to which addresses connections may go: the public ones, and those of the networks that are allowed. */
export function addressRule(allow: readonly string[]): (address: Address) => boolean {
  const allowed = blockList(allow.filter((entry) => isIP(entry.split('/')[0] ?? '') !== 0));
  return ({ address, family }) => {
    const kind = family === 6 ? 'ipv6' : 'ipv4';
    if (allowed.check(address, kind)) return true;
    return (family === 4 || globalIpv6.check(address, kind)) && !notPublic.check(address, kind);
  };
}

function blockList(networks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const isIpv6 = isIP(address) === 6;
    const kind = isIpv6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, prefix === undefined ? (isIpv6 ? 128 : 32) : Number(prefix), kind);
  }
  return list;
}
