import { BlockList, isIP } from "node:net";

/** What may be reached at an address: `forbidden` never on a caller's word, `private` only where the operator allows it. */
export type AddressClass = "public" | "private" | "forbidden";

type Range = [network: string, prefix: number];

/** Metadata services of clouds, link-local, and ranges that translate to some other address. */
const FORBIDDEN_V4: Range[] = [
  ["0.0.0.0", 8],
  ["100.100.100.200", 32], // Alibaba's metadata service
  ["168.63.129.16", 32], // Azure's host
  ["169.254.0.0", 16],
  ["192.0.0.0", 24],
  ["192.88.99.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];
const FORBIDDEN_V6: Range[] = [
  ["::", 128],
  ["64:ff9b::", 96],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001::", 32],
  ["2002::", 16],
  ["fd00:ec2::254", 128], // AWS
  ["fd20:ce::254", 128], // Google
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
];
const PRIVATE_V4: Range[] = [
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["172.16.0.0", 12],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
];
const PRIVATE_V6: Range[] = [
  ["::1", 128],
  ["2001:db8::", 32],
  ["fc00::", 7],
];
/** `::a.b.c.d`, long deprecated, still understood by some stacks. Looked at last: `::1` lies inside. */
const COMPATIBLE_V6: Range = ["::", 96];

function blockListOf(rangesV4: Range[], rangesV6: Range[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of rangesV4) list.addSubnet(network, prefix, "ipv4");
  for (const [network, prefix] of rangesV6) list.addSubnet(network, prefix, "ipv6");
  return list;
}

const forbidden = blockListOf(FORBIDDEN_V4, FORBIDDEN_V6);
const privateRanges = blockListOf(PRIVATE_V4, PRIVATE_V6);
const compatible = blockListOf([], [COMPATIBLE_V6]);

/** Classifies an IP address; IPv4 inside IPv6 (`::ffff:127.0.0.1`) counts as the IPv4 address. Not an address: forbidden. */
export function classifyAddress(address: string): AddressClass {
  const version = isIP(address);
  if (version === 0) return "forbidden";
  const family = version === 4 ? "ipv4" : "ipv6";
  if (forbidden.check(address, family)) return "forbidden";
  if (privateRanges.check(address, family)) return "private";
  return compatible.check(address, family) ? "forbidden" : "public";
}
