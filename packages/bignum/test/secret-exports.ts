/** Every function that the core exports: what it is told that is secret, what of it may show, and secrets to try it with. */
import type { CurveExports } from "../src/curves.ts"
import type { CurveName, PrimeBits } from "../src/doors.ts"
import type { NumberExports } from "../src/wire.ts"
import type { Build } from "./builds.ts"
import { curveNumbers, scalarBytes } from "./oracle-curves.ts"
import { primeSecrets } from "./prime-secrets.ts"
import { type RandomNumbers, randomNumbers } from "./random-numbers.ts"

export type CoreExports = NumberExports & CurveExports

/** One way to call an export, and the secrets for which its trace has to be one and the same. */
export interface Act {
  readonly title: string
  /** Sixteen or more, sparse, dense, near both ends of the range and random. */
  readonly secrets: readonly Secret[]
  /** Calls of the first secret before it is traced: after so many, all tables stand. */
  readonly warmUps: number
  /** Events that a trace has at least: fewer would mean that it looked at hardly anything. */
  readonly eventsLeast: number
  run(core: CoreExports, secret: Secret): unknown
  /** What the export answers for each of the secrets. */
  readonly answers: unknown
}

/** The byte strings of one secret, in the order in which they are written for the core. */
export type Secret = readonly Uint8Array[]

export interface ExportRow {
  readonly secret: string
  readonly mayShow: string
  readonly acts: (build: Build) => Promise<readonly Act[]>
}

const nothing = async (): Promise<readonly Act[]> => []

export const secretExports: Readonly<Record<string, ExportRow>> = {
  wipe: {
    secret: "what lies in memory",
    mayShow: "nothing",
    acts: async () => [wiping("wipe", ({ INPUT }) => INPUT.value)],
  },
  wipeCurves: {
    secret: "what lies in memory",
    mayShow: "nothing",
    acts: async () => [wiping("wipeCurves", ({ SCALAR }) => SCALAR.value)],
  },
  isSmallPrimeVarTime: {
    secret: "nothing: numbers below 2^29, which no candidate of a key is",
    mayShow: "the number",
    acts: nothing,
  },
  divideCandidates: {
    secret: "candidates that survive",
    mayShow: "the first small divisor of a candidate that is thrown away",
    acts: async () => [await dividing(1024), await dividing(1536), await dividing(2048)],
  },
  filter: {
    secret: "candidates, those that fail too",
    mayShow: "nothing",
    acts: async (build) => [await filtering(build, 1024), await filtering(build, 2048)],
  },
  millerRabin: {
    secret: "a prime and the bases of its rounds",
    mayShow: "the first base that says that a number is composite: it is thrown away",
    acts: async (build) => [
      await rounds(build, { bits: 1024, twosMax: 1 }),
      await rounds(build, { bits: 1024, twosMax: 110 }),
      await rounds(build, { bits: 2048, twosMax: 1 }),
    ],
  },
  makeCrtNumbers: {
    secret: "the primes of a pair that is used, and the base that tries it",
    mayShow: "why a pair is refused: it is thrown away",
    acts: async () => [await pairs(1024), await pairs(2048)],
  },
  multiplyBaseP256: multiplication("P-256", "multiplyBaseP256"),
  multiplyBaseP384: multiplication("P-384", "multiplyBaseP384"),
  multiplyBaseP521: multiplication("P-521", "multiplyBaseP521"),
  multiplyBaseSecp256k1: multiplication("secp256k1", "multiplyBaseSecp256k1"),
  multiplyBaseSm2: multiplication("SM2", "multiplyBaseSm2"),
  multiplyBaseEd25519: multiplication("Ed25519", "multiplyBaseEd25519"),
  hashPrivateKey: {
    secret: "a private key of Ed25519",
    mayShow: "nothing",
    acts: async () => [hashing()],
  },
}

function wiping(name: "wipe" | "wipeCurves", address: (core: CoreExports) => number): Act {
  const random = randomNumbers()
  return {
    title: "whatever lies there",
    secrets: patterns(32, random).map((bytes) => [bytes]),
    warmUps: 0,
    eventsLeast: 1,
    run(core, [bytes]) {
      put(core, address(core), bytes)
      return core[name]()
    },
    answers: undefined,
  }
}

async function dividing(bits: PrimeBits): Promise<Act> {
  const primes = await primeSecrets(bits)
  const length = bits / 8
  return {
    title: `two primes of ${bits} bits`,
    secrets: ordered(primes),
    warmUps: 1,
    eventsLeast: 50_000,
    run(core, [one, other]) {
      put(core, core.CANDIDATES.value, one)
      put(core, core.CANDIDATES.value + length, other)
      core.divideCandidates(length, 2)
      return [...new Uint8Array(core.memory.buffer, core.SURVIVES.value, 2)]
    },
    answers: [1, 1],
  }
}

/** Primes and odd composites without small divisors, one of each beside the other. */
async function filtering({ lanes }: Build, bits: PrimeBits): Promise<Act> {
  const primes = await primeSecrets(bits)
  const candidates = primes.flatMap((prime) => [prime, plusTwo(prime)])
  return {
    title: `candidates of ${bits} bits`,
    secrets: ordered(candidates).map((two) => [...two, ...two].slice(0, lanes)),
    warmUps: 1,
    eventsLeast: 100_000,
    run(core, numbers) {
      numbers.forEach((number, lane) => {
        put(core, core.INPUT.value + lane * core.BYTES_SIZE.value, number)
      })
      core.filter(bits, lanes)
    },
    answers: undefined,
  }
}

async function rounds(
  { lanes }: Build,
  { bits, twosMax }: { bits: PrimeBits; twosMax: number },
): Promise<Act> {
  const primes = await primeSecrets(bits)
  const random = randomNumbers()
  return {
    title: `primes of ${bits} bits, at most 2^${twosMax} in the number less one`,
    secrets: ordered(primes)
      .map(([prime]) => prime as Uint8Array)
      .filter((prime) => twosMax > 1 || ((prime.at(-1) as number) & 3) === 3)
      .map((prime) => [prime, ...patterns(bits / 8 + 6, random).slice(-lanes)]),
    warmUps: 1,
    eventsLeast: 100_000,
    run(core, [prime, ...bases]) {
      put(core, core.INPUT.value, prime)
      bases.forEach((base, lane) => {
        put(core, core.BASE_BYTES.value + lane * core.BYTES_SIZE.value, base)
      })
      return core.millerRabin(bits, twosMax, lanes)
    },
    answers: (1 << lanes) - 1,
  }
}

async function pairs(bits: PrimeBits): Promise<Act> {
  const primes = await primeSecrets(bits)
  const random = randomNumbers()
  return {
    title: `pairs of primes of ${bits} bits`,
    secrets: ordered(primes).map((two) => [
      ...two,
      patterns(bits / 8 + 6, random).at(-1) as Uint8Array,
    ]),
    warmUps: 1,
    eventsLeast: 100_000,
    run(core, [p, q, base]) {
      put(core, core.INPUT.value, p)
      put(core, core.INPUT.value + core.BYTES_SIZE.value, q)
      put(core, core.BASE_BYTES.value, base)
      return core.makeCrtNumbers(bits)
    },
    answers: 1,
  }
}

type MultiplyBase = Extract<keyof CurveExports, `multiplyBase${string}`>

function multiplication(curve: CurveName, name: MultiplyBase): ExportRow {
  const act = (title: string, warmUps: number): Act => ({
    title,
    secrets: scalars(curve).map((scalar) => [scalarBytes(curve, scalar)]),
    warmUps,
    eventsLeast: 25_000,
    run(core, [scalar]) {
      put(core, core.SCALAR.value, scalar)
      return core[name]()
    },
    answers: 1,
  })
  return {
    secret: "a scalar of a key",
    mayShow:
      "that a scalar is refused: it is thrown away; which of the two exceptional scalars it is, which are public (recode.ts)",
    acts: async () => [act("one window", 1), act("all windows", 17)],
  }
}

function hashing(): Act {
  return {
    title: "whatever the key",
    secrets: patterns(32, randomNumbers()).map((bytes) => [bytes]),
    warmUps: 0,
    eventsLeast: 500,
    run(core, [privateKey]) {
      put(core, core.SCALAR.value, privateKey)
      return core.hashPrivateKey()
    },
    answers: undefined,
  }
}

/** Small, large, sparse, dense and random scalars, even and odd; none of the two exceptional ones of recode.ts. */
function scalars(name: CurveName): bigint[] {
  const { order } = curveNumbers[name]
  const random = randomNumbers()
  const top = 1n << BigInt(order.toString(2).length - 1)
  const dense = top - 1n
  const all = [
    ...[1n, 3n, 4n, 0xffffn << 64n, (1n << 130n) + 1n, 1n << 64n],
    ...[order - 1n, order - 3n, order - 4n, order >> 1n, (order >> 1n) + 1n],
    ...[top, dense, dense - 1n, (dense / 3n) | 1n, dense / 5n],
    ...Array.from({ length: 8 }, () => 1n + random.below(order - 1n)),
  ]
  // RFC 8032, section 5.1.5, step 2.
  const clamped = (value: bigint): bigint => ((value % 2n ** 254n) & -8n) | (2n ** 254n)
  return name === "Ed25519" ? all.map((value) => clamped(8n * value)) : all
}

/** Zeros, ones, one bit at either end, alternating bits, a short number, and random ones. */
function patterns(length: number, random: RandomNumbers): Uint8Array[] {
  const filled = (byte: number): Uint8Array => new Uint8Array(length).fill(byte)
  const fixed = [0, 0xff, 0x55, 0xaa, 0x01, 0x80].map(filled)
  const sparse = [filled(0).with(0, 0x80), filled(0).with(length - 1, 1), filled(0).fill(7, -4)]
  const drawn = Array.from({ length: 8 }, () => filled(0).map(() => Number(random.below(256n))))
  return [...fixed, ...sparse, ...drawn]
}

function plusTwo(prime: Uint8Array): Uint8Array {
  // Primes here end in 1 or 3 mod 4, so no carry leaves the last byte but from 0xff, where 0xfd stands instead.
  const last = prime.at(-1) as number
  return prime.with(-1, last < 0xfe ? last + 2 : last - 2)
}

/** Pairs of neighbours in a list; sixteen pairs of near and farther ones where it is shorter than that. */
function ordered(items: readonly Uint8Array[]): Uint8Array[][] {
  const pairs = [1, 2, 3].flatMap((distance) =>
    items.map((item, i) => [item, items[(i + distance) % items.length] as Uint8Array]),
  )
  return pairs.slice(0, Math.max(16, items.length))
}

function put(core: CoreExports, address: number, bytes: Uint8Array | undefined): void {
  if (bytes !== undefined) new Uint8Array(core.memory.buffer).set(bytes, address)
}
