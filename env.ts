import { isIP } from "node:net";
import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);
const milliseconds = z.coerce.number().int().min(1).max(86_400_000);
const bytes = z.coerce.number().int().min(0);
const HOST = /^(\[[0-9a-f:]+\]|[a-z0-9._-]+)(:\d+)?$/;
const hosts = z
  .string()
  .transform((list) =>
    list
      .toLowerCase()
      .split(",")
      .map((each) => each.trim())
      .filter(Boolean),
  )
  .refine((list) => list.every((each) => HOST.test(each)), "takes names like facet.example.com, separated by commas")
  .transform((list): ReadonlySet<string> => new Set(list));

/** Every setting, its default and its rule. `docs/configuration.md` lists the same names for users. */
const schema = z.object({
  FACET_HOST: z.string().min(1).default("127.0.0.1"),
  FACET_PORT: port.default(3000),
  FACET_GATEWAY_PORT: port.default(8787),
  /** Names the dashboard is reached by besides this machine's own: those of a reverse proxy in front of it. */
  FACET_ALLOWED_HOSTS: hosts.prefault(""),
  FACET_DATA_DIR: z.string().min(1).default(".facet"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  /** Connections the dashboard may open; other processes need fewer. */
  FACET_DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(8),
  FACET_API_KEY: z.string().min(8).max(200).optional(),
  FACET_DURABILITY: z.enum(["process", "disk", "memory"]).default("process"),
  /** The spool holds at most this many bytes; when full, calls still go through and health says so. */
  FACET_SPOOL_MAX_BYTES: bytes.min(16 * 1024 * 1024).default(4 * 1024 ** 3),
  /** Longest part of each body that is kept. */
  FACET_CAPTURE_BYTES: bytes.default(1024 * 1024),
  FACET_CONNECT_TIMEOUT_MS: milliseconds.default(10_000),
  FACET_HEADERS_TIMEOUT_MS: milliseconds.default(600_000),
  FACET_IDLE_TIMEOUT_MS: milliseconds.default(300_000),
  /** How long calls in flight may go on after SIGTERM. */
  FACET_SHUTDOWN_MS: milliseconds.default(10_000),
  /**
   * Whether `Helicone-Target-URL` may name loopback and private addresses; link-local ones are refused in any case.
   * Default: only while the gateway itself listens on loopback, where callers reach those addresses anyway.
   */
  FACET_ALLOW_PRIVATE_TARGETS: z.stringbool().optional(),
  /** How long a known project key stays valid while Postgres cannot be asked. */
  FACET_KEY_GRACE_MS: milliseconds.default(3_600_000),
  /** How long requests are kept; 0 keeps them for ever. */
  FACET_RETENTION_DAYS: z.coerce.number().int().min(0).default(0),
  /** Whether prompts and answers are kept as plain text beside the bodies, for the filter on what was said. */
  FACET_SEARCH: z.stringbool().default(true),
  /** Whether days that have ended get an index over that text: room for time, see docs/search.md. */
  FACET_SEARCH_INDEX: z.stringbool().default(false),
  FACET_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

export type Env = z.infer<typeof schema> & {
  FACET_ALLOW_PRIVATE_TARGETS: boolean;
  /** Provider id to the URL it is really reached at, from FACET_UPSTREAM_<PROVIDER>. */
  upstreams: Map<string, string>;
};

/** Thrown for a setting that cannot be used; the message names the setting and says what to do. */
export class EnvError extends Error {}

const UPSTREAM = "FACET_UPSTREAM_";

/** Reads and validates all settings. Throws EnvError. */
export function readEnv(source: Record<string, string | undefined> = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const name = issue?.path.join(".") ?? "a setting";
    throw new EnvError(`${name}: ${issue?.message ?? "invalid"}. See docs/configuration.md.`);
  }
  const { FACET_HOST, FACET_ALLOW_PRIVATE_TARGETS = isLoopback(FACET_HOST) } = parsed.data;
  return { ...parsed.data, FACET_ALLOW_PRIVATE_TARGETS, upstreams: readUpstreams(given) };
}

/** Whether only this machine reaches the host. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
}

/** The environment of a child process: ours, with these settings instead. */
export function childEnvironment(settings: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...settings };
}

function readUpstreams(source: Record<string, string | undefined>): Map<string, string> {
  const upstreams = new Map<string, string>();
  for (const [name, value] of Object.entries(source)) {
    if (!name.startsWith(UPSTREAM) || value === undefined) continue;
    if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
      throw new EnvError(`${name} must be an http:// or https:// URL, for example http://127.0.0.1:4010.`);
    }
    upstreams.set(name.slice(UPSTREAM.length).toLowerCase(), value.replace(/\/+$/, ""));
  }
  return upstreams;
}
