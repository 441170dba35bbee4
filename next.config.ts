import type { NextConfig } from "next";

const config: NextConfig = {
  poweredByHeader: false,
  /** Door two passes on a provider's bytes and paths as they are: nothing may pack or redirect them. */
  compress: false,
  skipTrailingSlashRedirect: true,
  devIndicators: false,
  /** The repository's AGENTS.md is written by hand. */
  agentRules: false,
  transpilePackages: ["geist"],
  /** `npm test` checks the types of everything; a user's first start need not wait for it. */
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ["lmdb", "postgres", "pino", "gpt-tokenizer", "@pydantic/genai-prices"],
};

export default config;
