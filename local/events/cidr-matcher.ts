import { BlockList, isIP } from 'node:net';
import { PatternError } from './pattern-error.ts';

/** Compiles an address block such as `10.0.0.0/24` or `2001:db8::/32`. */
export function cidrMatcher(block: string, path: string): (address: string) => boolean {
  const [network = '', bits = ''] = block.split('/');
  const family = isIP(network);
  const length = Number(bits);
  if (family === 0 || !/^\d{1,3}$/.test(bits) || length > (family === 4 ? 32 : 128)) {
    throw new PatternError(path, `${block} is not an address block`);
  }
  const list = new BlockList();
  list.addSubnet(network, length, family === 4 ? 'ipv4' : 'ipv6');

  // BlockList would match an IPv4 address against a mapped IPv6 block; EventBridge keeps the families apart.
  return (address) => isIP(address) === family && list.check(address, family === 4 ? 'ipv4' : 'ipv6');
}
