/** Every function that the core exports: what it is told that is secret, what of it may show, and secrets to try it with. */
import type { CurveExports } from "../src/curves.ts"
import type { CurveName, PrimeBits } from "../src/doors.ts"
import type { NumberExports } from "../src/wire.ts"
import type { Build } from "./builds.ts"
import { firstPrimeFrom } from "./oracle-auxiliary.ts"
import { curveNumbers, scalarBytes } from "./oracle-curves.ts"
import { bytesOf } from "./oracle-primes.ts"
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
  wipeSearch: {
    secret: "what lies in memory",
    mayShow: "nothing",
    acts: async () => [wiping("wipeSearch", ({ START }) => START.value)],
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
    acts: ({ lanes }) =>
      Promise.all(lanes.flatMap((count) => [filtering(count, 1024), filtering(count, 2048)])),
  },
  millerRabin: {
    secret: "a prime and the bases of its rounds",
    mayShow: "the first base that says that a number is composite: it is thrown away",
    acts: ({ lanes }) =>
      Promise.all(
        lanes.flatMap((count) => [
          rounds(count, { bits: 1024, twosMax: 1 }),
          rounds(count, { bits: 1024, twosMax: 110 }),
          rounds(count, { bits: 2048, twosMax: 1 }),
        ]),
      ),
  },
  makeCrtNumbers: {
    secret: "the primes of a pair that is used, and the base that tries it",
    mayShow: "why a pair is refused: it is thrown away",
    acts: async () => [await pairs(1024), await pairs(2048)],
  },
  areApart: {
    secret: "the primes of a pair that is used, and the numbers that they were searched from",
    mayShow: "that two are too close: one is thrown away",
    acts: async () => [await apart(1024), await apart(2048)],
  },
  findAuxiliary: {
    secret: "the auxiliary prime that is found",
    mayShow:
      "which numbers before and behind it have a small divisor, and so how many there are: they are thrown away",
    acts: nothing,
  },
  testAuxiliary: {
    secret: "an auxiliary prime and the bases of its rounds",
    mayShow:
      "a base that says that a number is composite; a power of two above 2^16 in the prime less one",
    acts: async () => [auxiliaryRounds(18), auxiliaryRounds(22), auxiliaryRounds(26)],
  },
  startProgression: {
    secret: "both auxiliary primes and the starting point",
    mayShow: "that the progression has no number below 2^bits: the starting point is thrown away",
    acts: async () => [starting(1024, 18), starting(1536, 22), starting(2048, 26)],
  },
  stepProgression: {
    secret: "start, step and how many steps",
    mayShow: "that the end is passed: the progression is thrown away",
    acts: async () => [stepping(1024, 18), stepping(2048, 26)],
  },
  sieveProgression: {
    secret: "start and step",
    mayShow: "their residues modulo small primes, as addresses: docs/decisions/0033",
    acts: nothing,
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

function wiping(
  name: "wipe" | "wipeCurves" | "wipeSearch",
  address: (core: CoreExports) => number,
): Act {
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
async function filtering(lanes: number, bits: PrimeBits): Promise<Act> {
  const primes = await primeSecrets(bits)
  const candidates = primes.flatMap((prime) => [prime, plusTwo(prime)])
  return {
    title: `${lanes} candidates of ${bits} bits`,
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
  lanes: number,
  { bits, twosMax }: { bits: PrimeBits; twosMax: number },
): Promise<Act> {
  const primes = await primeSecrets(bits)
  const random = randomNumbers()
  return {
    title: `${lanes} bases for a prime of ${bits} bits, at most 2^${twosMax} in the prime less one`,
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

async function apart(bits: PrimeBits): Promise<Act> {
  const primes = await primeSecrets(bits)
  return {
    title: `pairs of primes of ${bits} bits`,
    secrets: ordered(primes),
    warmUps: 0,
    eventsLeast: 500,
    run(core, [p, q]) {
      put(core, core.INPUT.value, p)
      put(core, core.INPUT.value + core.BYTES_SIZE.value, q)
      return Number(core.areApart(bits))
    },
    answers: 1,
  }
}

function auxiliaryRounds(length: number): Act {
  const random = randomNumbers()
  const bases = patterns(4 * (length + 2), random)
  return {
    title: `primes of ${length} bytes`,
    secrets: auxiliaryPrimes(length).map((prime) => [prime, bases.at(-1) as Uint8Array]),
    warmUps: 0,
    eventsLeast: 10_000,
    run(core, [prime, drawn]) {
      put(core, core.START.value, prime)
      put(core, core.NARROW_BASES.value, drawn)
      return core.testAuxiliary(length, 1)
    },
    answers: 1,
  }
}

function starting(bits: PrimeBits, length: number): Act {
  const random = randomNumbers()
  // Below 2^bits - 2^(16 length + 1), so that the progression begins below 2^bits.
  const points = patterns(bits / 8, random).map((point) => point.with(0, 0xb6))
  const pairs = ordered(auxiliaryPrimes(length))
  return {
    title: `numbers of ${bits} bits`,
    secrets: pairs.map((two, i) => [...two, points[i % points.length] as Uint8Array]),
    warmUps: 0,
    eventsLeast: 50_000,
    run(core, [r1, r2, point]) {
      put(core, core.AUXILIARY.value, r1)
      put(core, core.AUXILIARY.value + core.AUXILIARY_SIZE.value, r2)
      put(core, core.START.value, point)
      return core.startProgression(bits, length)
    },
    answers: 1,
  }
}

function stepping(bits: PrimeBits, length: number): Act {
  const random = randomNumbers()
  const points = patterns(bits / 8, random).map((point) => point.with(0, 0xb6))
  const steps = patterns(2 * length + 1, random)
  const indices = patterns(2, random)
  return {
    title: `numbers of ${bits} bits`,
    secrets: [...points, ...points.slice(0, 4)].map((point, i) => [
      point,
      steps[(i * 7) % steps.length] as Uint8Array,
      indices[(i * 11) % indices.length] as Uint8Array,
    ]),
    warmUps: 0,
    eventsLeast: 500,
    run(core, [point, step, index]) {
      put(core, core.START.value, point)
      put(core, core.STEP.value, step)
      const [high = 0, low = 0] = index ?? []
      return core.stepProgression(bits, length, 256 * high + low)
    },
    answers: 1,
  }
}

/** Primes next to both ends of their range, sparse, and random, none 1 modulo 2^17: twenty. */
function auxiliaryPrimes(length: number): Uint8Array[] {
  const random = randomNumbers()
  const half = 2n ** BigInt(8 * length - 1)
  const starts = [half + 1n, half + 2n ** 70n + 1n, half + half / 3n, 2n * half - 2n ** 20n + 7n]
  while (starts.length < 20) starts.push(half + random.below(half - 2n ** 20n))
  return starts.map((start) => bytesOf(firstPrimeFrom(start | 1n, length), length))
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
