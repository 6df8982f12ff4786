/** An npm registry on this machine: what is packed is installed by the commands that people type. */
import { createHash } from "node:crypto"
import { once } from "node:events"
import { readFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import type { Tarball } from "./tarballs.ts"
import type { ThirdParty } from "./third-party.ts"

export interface Registry {
  /** Ends in a slash, as NPM_CONFIG_REGISTRY wants it. */
  url: string
  close(): Promise<void>
}

/** Serves these packages and nothing else: a dependency that nobody has thought of ends an installation with 404. */
export async function serveRegistry(
  ours: readonly Tarball[],
  others: readonly ThirdParty[],
): Promise<Registry> {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url ?? "").slice(1)
    const tarball = tarballs.get(path)
    if (tarball !== undefined) return response.end(tarball)
    const versions = tarballsOf(path)
    if (versions.length === 0) return response.writeHead(404).end("{}")
    response.setHeader("content-type", "application/json")
    return response.end(JSON.stringify(packument(path, versions)))
  }).listen(0, "127.0.0.1")
  await once(server, "listening")
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  /** By path; filled when a package is asked for. */
  const tarballs = new Map<string, Buffer>()
  return {
    url,
    async close() {
      server.close()
      server.closeAllConnections()
      await once(server, "close")
    },
  }

  function tarballsOf(name: string): Tarball[] {
    const own = ours.filter(({ manifest }) => manifest.name === name)
    const packed = others.filter(({ manifest }) => manifest.name === name)
    return [...own, ...packed.map((each) => each.pack())]
  }

  /** What a registry says of a package: every version, and where its tarball is. */
  function packument(name: string, found: readonly Tarball[]): object {
    const versions = found.map(({ manifest, file }) => {
      const path = `${name}/-/${manifest.version}.tgz`
      const bytes = readFileSync(file)
      tarballs.set(path, bytes)
      const integrity = `sha512-${createHash("sha512").update(bytes).digest("base64")}`
      return [manifest.version, { ...manifest, dist: { tarball: url + path, integrity } }] as const
    })
    const latest = versions.at(-1)?.[0]
    return { name, "dist-tags": { latest }, versions: Object.fromEntries(versions) }
  }
}
