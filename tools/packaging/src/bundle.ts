/** Bundles a project's entry, as its users' bundlers do: for browsers and for Workers. */
import { basename, join } from "node:path"
import * as esbuild from "esbuild"
import * as vite from "vite"

/** Scripts by their paths, and the one that a page loads. */
export interface Bundle {
  entry: string
  files: Readonly<Record<string, string>>
}

/** From a folder with node_modules and the name of an entry in it. */
export type Bundler = (folder: string, entry: string) => Promise<Bundle>

export const bundlers: Readonly<Record<string, Bundler>> = {
  async esbuild(folder, entry) {
    const { outputFiles } = await esbuild.build({
      absWorkingDir: folder,
      entryPoints: [entry],
      bundle: true,
      splitting: true,
      write: false,
      outdir: "out",
      format: "esm",
      platform: "browser",
      target: "es2024",
    })
    const files = outputFiles.map(({ path, text }) => [basename(path), text] as const)
    return { entry, files: Object.fromEntries(files) }
  },

  async Vite(folder, entry) {
    const built = await vite.build({
      root: folder,
      configFile: false,
      logLevel: "silent",
      build: { write: false, target: "es2024", rollupOptions: { input: join(folder, entry) } },
    })
    const { output } = built as { output: { fileName: string; code?: string; isEntry?: boolean }[] }
    const files = output.map(({ fileName, code = "" }) => [fileName, code] as const)
    const main = output.find(({ isEntry }) => isEntry)?.fileName ?? ""
    return { entry: main, files: Object.fromEntries(files) }
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
