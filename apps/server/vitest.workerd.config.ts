import process from "node:process"
import { cloudflareTest } from "@cloudflare/vitest-plugin"
import { defineConfig } from "vitest/config"

// Wrangler takes the secrets that wrangler.jsonc requires from here. They open nothing.
process.env.KEYWRIGHT_ROOT_KEY = "q6urq6urq6urq6urq6urq6urq6urq6urq6urq6urq6s="
process.env.KEYWRIGHT_ROOT_ACCESS_KEY =
  "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"

// Inside workerd, beside the Worker of wrangler.jsonc.
export default defineConfig({
  plugins: [
    cloudflareTest({
      wrangler: { configPath: "./wrangler.jsonc" },
      miniflare: { compatibilityFlags: ["nodejs_compat"] },
    }),
  ],
  test: { include: ["test/**/*.workerd.test.ts"], testTimeout: 60_000 },
})
