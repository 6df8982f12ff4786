/** Sees every secret that passes through a core: what is drawn, what goes to the numbers and comes back, and their memory. */
import { type Bignum, type ByteSource, createEngines, type Purpose } from "@keywright/bignum"
import type { CorePorts } from "../src/core.ts"
import { systemRandom } from "../src/random/system-random.ts"

export interface Witness {
  readonly ports: CorePorts
  /** Every secret array that was handed around, and what it held then. */
  readonly seen: readonly { readonly array: Uint8Array; readonly held: Uint8Array }[]
  /** Memories of the instances that were made. */
  readonly memories: readonly WebAssembly.Memory[]
  /** Which of the secrets, by their number, lie in the memory of an instance in either order of bytes. */
  find(secrets: readonly Uint8Array[]): number[]
}

export function createWitness(): Witness {
  const seen: { array: Uint8Array; held: Uint8Array }[] = []
  const memories: WebAssembly.Memory[] = []
  const note = (array: Uint8Array): Uint8Array => {
    seen.push({ array, held: array.slice() })
    return array
  }
  return {
    ports: {
      bignum: async (purpose) => noting(await instantiated(memories, purpose), note),
      random: (length) => note(systemRandom(length)),
    },
    seen,
    memories,
    find: (secrets) => memories.flatMap(({ buffer }) => search(new Uint8Array(buffer), secrets)),
  }
}

/** The numbers in the build that runs here, and their memory, which they keep to themselves. */
async function instantiated(memories: WebAssembly.Memory[], purpose: Purpose): Promise<Bignum> {
  const { Instance } = WebAssembly
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, all) {
      const instance = Reflect.construct(target, all) as WebAssembly.Instance
      const { memory } = instance.exports
      if (memory !== undefined) memories.push(memory as WebAssembly.Memory)
      return instance
    },
  })
  try {
    return await createEngines().open(purpose)
  } finally {
    WebAssembly.Instance = Instance
  }
}

/** The same numbers; every secret that they take or give is noted. */
function noting(bignum: Bignum, note: (array: Uint8Array) => Uint8Array): Bignum {
  const noted = (source: ByteSource) => async (length: number) => note(await source(length))
  return {
    ...bignum,
    searchPrimes(request) {
      const [candidates, bases] = [noted(request.candidates), noted(request.bases)]
      const search = bignum.searchPrimes({ ...request, candidates, bases })
      return { ...search, next: async () => note(await search.next()) }
    },
    async crtNumbers(p, q, bases) {
      const numbers = await bignum.crtNumbers(p, q, noted(bases))
      const { modulus: _, ...secrets } = numbers ?? { modulus: undefined }
      for (const secret of Object.values(secrets)) note(secret)
      return numbers
    },
    multiplyBase: (curve, scalar) => bignum.multiplyBase(curve, note(scalar)),
    ed25519PublicKey: (privateKey) => bignum.ed25519PublicKey(note(privateKey)),
  }
}

/** Numbers of the secrets of which a piece, in either order of its bytes, lies in memory. Pieces begin at every eighth byte. */
function search(memory: Uint8Array, secrets: readonly Uint8Array[]): number[] {
  const pieces = new Map<number, { secret: number; bytes: Uint8Array }[]>()
  const worth = new Uint8Array(0x10000)
  for (const [secret, bytes] of secrets.entries()) {
    for (const piece of [...cut(bytes), ...cut(bytes.toReversed())]) {
      const key = piece.slice(0, 4).reduce(step, 0)
      worth[key] = 1
      pieces.set(key, [...(pieces.get(key) ?? []), { secret, bytes: piece }])
    }
  }
  const found = new Set<number>()
  let key = 0
  for (let at = 0; at < memory.length; at++) {
    key = step(key, memory[at] as number)
    if (worth[key] !== 1) continue
    for (const { secret, bytes } of pieces.get(key) ?? []) {
      if (bytes.every((byte, i) => memory[at - 3 + i] === byte)) found.add(secret)
    }
  }
  return [...found]
}

/** Tells four bytes from others, with few mistakes: each shifts out the one four before it. */
function step(key: number, byte: number): number {
  return ((key << 4) ^ (byte * 0x13)) & 0xffff
}

function cut(bytes: Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = []
  for (let at = 0; at + 8 <= bytes.length; at += 8) pieces.push(bytes.subarray(at, at + 8))
  // Runs of zeros and ones are everywhere.
  return pieces.filter((piece) => new Set(piece).size > 4)
}
