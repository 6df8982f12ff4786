/** The least that a Worker would be: the service on a store in memory. What the worker bundle is made of, until the app has an entry. */
import { generateKeyPair, systemRandom, webCrypto } from "@keywright/core"
import { createKms, memoryStore } from "@keywright/kms"

const kms = createKms({
  store: memoryStore(),
  clock: Date.now,
  random: systemRandom,
  symmetric: webCrypto,
  generateKeyPair: (spec) => generateKeyPair(spec),
  rootKey: systemRandom(32),
  settings: {
    regions: ["us-east-1"],
    account: "000000000000",
    authentication: "any",
    sm2Everywhere: false,
  },
})

export default {
  async fetch(request: Request): Promise<Response> {
    const { status, headers, body } = await (await kms).handle({
      method: request.method,
      target: "/",
      headers: [...request.headers],
      body: new Uint8Array(await request.arrayBuffer()),
    })
    return new Response(body, { status, headers })
  },
}
