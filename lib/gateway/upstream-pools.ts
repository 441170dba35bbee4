import { type LookupAddress, lookup } from "node:dns";
import { isIP, type LookupFunction } from "node:net";
import { LRUCache } from "lru-cache";
import { buildConnector, type Dispatcher, Pool } from "undici";
import { classifyAddress } from "./address-rules";

export type UpstreamSettings = {
  /** Milliseconds, each. Idle: between two pieces of an answer's body. */
  connectTimeout: number;
  headersTimeout: number;
  idleTimeout: number;
  /** Callers may name loopback and private addresses as their target. */
  allowPrivateTargets: boolean;
};

/** Raised for a target that the caller named and may not reach. */
export class ForbiddenTargetError extends Error {}

/** Origins callers name are theirs to invent, so the number of pools is bounded. */
const MAX_POOLS = 200;
const MAX_RESPONSE_HEADERS = 256 * 1024;

export type UpstreamPools = {
  /** `guarded`: the caller chose the origin, so the address that its name resolves to is checked at each connect. */
  at: (origin: string, guarded: boolean) => Dispatcher;
  /** Ends idle connections at once and busy ones with their calls. */
  close: () => void;
};

/** Opens pools of connections to providers, one for each origin, with the first call that goes there. */
export function openUpstreamPools(settings: UpstreamSettings): UpstreamPools {
  const trusted = openPools(settings, buildConnector({ timeout: settings.connectTimeout }));
  const guarded = openPools(settings, guardedConnector(settings));
  return {
    at: (origin, isGuarded) => poolAt(isGuarded ? guarded : trusted, origin),
    close: () => {
      trusted.pools.clear();
      guarded.pools.clear();
    },
  };
}

type Pools = { pools: LRUCache<string, Pool>; options: Pool.Options };

function openPools(settings: UpstreamSettings, connect: buildConnector.connector): Pools {
  const options: Pool.Options = {
    connect,
    headersTimeout: settings.headersTimeout,
    bodyTimeout: settings.idleTimeout,
    maxHeaderSize: MAX_RESPONSE_HEADERS,
  };
  // A pool that is put out finishes the calls it carries.
  const dispose = (pool: Pool) => pool.close(() => {});
  return { pools: new LRUCache({ max: MAX_POOLS, dispose }), options };
}

function poolAt({ pools, options }: Pools, origin: string): Pool {
  const known = pools.get(origin);
  if (known) return known;
  const pool = new Pool(origin, options);
  pools.set(origin, pool);
  return pool;
}

function guardedConnector(settings: UpstreamSettings): buildConnector.connector {
  const check = (address: string) => {
    const found = classifyAddress(address);
    return found === "public" || (found === "private" && settings.allowPrivateTargets);
  };
  const connect = buildConnector({ timeout: settings.connectTimeout, lookup: guardedLookup(check) });
  return (options, callback) => {
    // A literal address is never looked up, so the lookup would not see it.
    if (isIP(options.hostname) !== 0 && !check(options.hostname)) {
      return callback(new ForbiddenTargetError(refusalOf(options.hostname)), null);
    }
    return connect(options, callback);
  };
}

/** Resolves like the system does, and refuses a name as soon as one of its addresses may not be reached. */
function guardedLookup(check: (address: string) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return callback(error, "", 0);
      const refused = addresses.find(({ address }) => !check(address));
      const [first] = addresses;
      if (refused || !first) return callback(new ForbiddenTargetError(refusalOf(hostname)), "", 0);
      return options.all ? callback(null, addresses) : callFirst(callback, first);
    });
  };
}

function callFirst(callback: Parameters<LookupFunction>[2], { address, family }: LookupAddress): void {
  callback(null, address, family);
}

function refusalOf(host: string): string {
  return (
    `The target ${host} is a private or reserved address. The operator of this gateway can allow it with ` +
    "FACET_UPSTREAM_CUSTOM=<its URL>, or all private addresses with FACET_ALLOW_PRIVATE_TARGETS=true."
  );
}
