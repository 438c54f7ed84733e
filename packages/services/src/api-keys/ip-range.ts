import ipaddr from 'ipaddr.js';

type Range = ReturnType<typeof ipaddr.parseCIDR>;

/** An address as itself, a network without host bits: `10.1.2.3/8` → `10.0.0.0/8`, `::ffff:10.0.0.1` → `10.0.0.1/32`. */
function canonicalRange(text: string): string {
  const [address, bits] = parseRange(text);
  const network =
    address.kind() === 'ipv4'
      ? ipaddr.IPv4.networkAddressFromCIDR(`${address}/${bits}`)
      : ipaddr.IPv6.networkAddressFromCIDR(`${address}/${bits}`);
  return `${network}/${bits}`;
}

/** Each once; null for anywhere stays null. */
export function canonicalRanges(ranges: readonly string[] | null | undefined): string[] | null {
  return ranges ? [...new Set(ranges.map(canonicalRange))] : null;
}

/** Whether an address lies in one of the networks. An IPv4 address written in IPv6 (RFC 4291, 2.5.5.2) counts as IPv4. */
export function isInRanges(address: string, ranges: readonly string[]): boolean {
  if (!ipaddr.isValid(address)) return false;
  const wanted = ipaddr.process(address);
  return ranges.some((range) => holds(parseRange(range), wanted));
}

/** Whether every address of the range lies in one of the others. */
export function isWithinRanges(range: string, others: readonly string[]): boolean {
  const [address, bits] = parseRange(range);
  return others.some((other) => {
    const outer = parseRange(other);
    return outer[1] <= bits && holds(outer, address);
  });
}

function holds([network, bits]: Range, address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return network.kind() === address.kind() && address.match(network, bits);
}

/** Takes what `ipRangeSchema` lets through. */
function parseRange(text: string): Range {
  const [host = '', length] = text.split('/');
  const address = ipaddr.parse(host);
  const whole = address.kind() === 'ipv4' ? 32 : 128;
  const bits = length === undefined ? whole : Number(length);
  // A network of mapped addresses is one of IPv4 as long as it is no wider than all of them.
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress() && bits >= 96) {
    return [address.toIPv4Address(), bits - 96];
  }
  return [address, bits];
}
