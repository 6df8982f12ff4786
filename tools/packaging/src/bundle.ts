/** Bundles a project's entry, as its users' bundlers do: for browsers and for Workers. */
import { join } from "node:path"
import * as esbuild from "esbuild"
import * as vite from "vite"

/** From a folder with node_modules and the name of an entry in it to one script. */
export type Bundler = (folder: string, entry: string) => Promise<string>

export const bundlers: Readonly<Record<string, Bundler>> = {
  async esbuild(folder, entry) {
    const { outputFiles } = await esbuild.build({
      absWorkingDir: folder,
      entryPoints: [entry],
      bundle: true,
      write: false,
      format: "esm",
      platform: "browser",
      target: "es2024",
    })
    return outputFiles[0]?.text ?? ""
  },

  async Vite(folder, entry) {
    const built = await vite.build({
      root: folder,
      configFile: false,
      logLevel: "silent",
      build: { write: false, target: "es2024", rollupOptions: { input: join(folder, entry) } },
    })
    const { output } = built as { output: { type: string; code: string }[] }
    return output.find(({ type }) => type === "chunk")?.code ?? ""
  },
}

/** For Workers, with the conditions that wrangler sets: a folder with index.js and the modules that it imports. */
export async function bundleWorker(folder: string, entry: string): Promise<string> {
  const outdir = join(folder, "worker")
  await esbuild.build({
    absWorkingDir: folder,
    entryPoints: { index: entry },
    bundle: true,
    outdir,
    format: "esm",
    platform: "browser",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    loader: { ".wasm": "copy" },
    logLevel: "error",
  })
  return outdir
}
