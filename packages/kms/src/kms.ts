/** The service: takes a request through the pipeline and words the answer, whatever happens on the way. */
import { wipe } from "@keywright/core"
import { auditRecord } from "./audit.ts"
import { Refusal, refuse } from "./errors.ts"
import type { AccessKey } from "./identity/access-key.ts"
import { makeAccessKeys } from "./identity/access-keys.ts"
import { openDomainKeys } from "./material/domain-keys.ts"
import { makeKeyMaterials } from "./material/key-materials.ts"
import { makeRecords } from "./material/records.ts"
import { uuidFromRandom } from "./model/key-id.ts"
import { type Call, type PipelineDeps, runStages } from "./pipeline.ts"
import type { KmsPorts } from "./ports.ts"
import { anyCredentials } from "./protocol/any-credentials.ts"
import { NotJsonPost, notJsonAnswer, refusalAnswer, successAnswer } from "./protocol/aws-json.ts"
import { sigV4 } from "./protocol/sigv4.ts"
import type { WireAnswer, WireRequest } from "./protocol/wire.ts"
import type { Service } from "./service.ts"
import { wipeSecrets, writeMembers } from "./shape/write.ts"
import { sweepDeletions } from "./steps/sweep-deletions.ts"
import { OutcomeUnknown, StoreUnavailable } from "./storage/store.ts"
import { timely } from "./storage/timely.ts"

export interface Kms {
  /** One request in, one answer out. Never throws. */
  handle(request: WireRequest): Promise<WireAnswer>
  /** The access key of the account's root principal: the given one, or one that is made on the first call for an empty store. */
  rootAccessKey(): Promise<AccessKey>
  /** Carries out what has come due: deletes keys whose waiting period is over. Returns how many. */
  sweep(): Promise<number>
  /** Whether the store answers: for readiness probes. Spends no key operation. */
  ready(): Promise<boolean>
}

/** How long a read of the store may take before the request is refused. */
const storeTimeoutMs = 5000

/**
 * Starts the service on a store. Opens the domain keys with the root key; makes the first one for an empty store. Throws
 * `RootKeyMismatch` when the store was made under another root key, and `DomainKeyDamaged` when its domain keys are.
 */
export async function createKms(ports: KmsPorts): Promise<Kms> {
  const { symmetric, random, clock, settings, generateKeyPair, rootAccessKey } = ports
  const rootKey = await symmetric.importHmacKey(ports.rootKey)
  wipe(ports.rootKey)
  const store = timely(ports.store, storeTimeoutMs)
  const domainKeys = await openDomainKeys({ store, symmetric, random, rootKey })
  const records = makeRecords({ store, symmetric, domainKeys })
  const materials = makeKeyMaterials({ symmetric, random, domainKeys })
  const given = rootAccessKey && { ...rootAccessKey, account: settings.account }
  const accessKeys = makeAccessKeys({
    ...{ records, symmetric, random, domainKeys, clock },
    ...(given && { given }),
  })
  const service: Service = { records, materials, symmetric, random, generateKeyPair, settings }
  const { regions, authentication } = settings
  const authenticate =
    authentication === "any"
      ? anyCredentials(settings)
      : sigV4({
          service: "kms",
          regions,
          symmetric,
          random,
          findAccessKey: (accessKeyId) => accessKeys.find(accessKeyId),
        })
  return {
    handle: (request) => handle(request, ports, { service, authenticate }),
    rootAccessKey: () => accessKeys.ofRoot(settings.account),
    async sweep() {
      // A clock that runs fast deletes nothing early: where nodes share a store, its clock must have come that far too.
      const ofStore = await store.now?.()
      return sweepDeletions(records, Math.min(clock(), ofStore ?? Number.POSITIVE_INFINITY))
    },
    ready: () =>
      store.list("domain-key", { limit: 1 }).then(
        (rows) => rows.length > 0,
        () => false,
      ),
  }
}

async function handle(
  request: WireRequest,
  ports: KmsPorts,
  deps: PipelineDeps,
): Promise<WireAnswer> {
  const nowMs = ports.clock()
  const requestId = uuidFromRandom(ports.random(16))
  // The stages fill in the rest, in the order in which they need it (pipeline.ts).
  const call = { request, requestId, nowMs, keys: [] as Call["keys"] } as Call
  const answering = { requestId, nowMs }
  try {
    await runStages(call, deps)
    const { output: shape } = call.operation
    const body = shape === undefined ? "" : writeMembers(shape, call.output ?? {})
    audit(call, ports, undefined)
    return successAnswer(body, answering)
  } catch (error) {
    if (error instanceof NotJsonPost) return notJsonAnswer(answering)
    const refusal = asRefusal(error)
    const report = (cause: unknown): void =>
      ports.report?.({ requestId, operation: call.operation?.name, error: cause })
    if (refusal.cause !== undefined) report(refusal.cause)
    try {
      audit(call, ports, refusal)
    } catch (failure) {
      report(failure)
    }
    return refusalAnswer(refusal, answering)
  } finally {
    forget(call)
  }
}

/** What a failure is called outside. Whatever nobody foresaw is a bug: the caller is told nothing about it. */
function asRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const isFull = error instanceof Error && error.name === "KeyPairQueueFull"
  if (isFull) return refuse("ThrottlingException", "rate")
  const isStore = error instanceof StoreUnavailable || error instanceof OutcomeUnknown
  const refusal = isStore
    ? refuse("DependencyTimeoutException", "store")
    : refuse("KMSInternalException")
  refusal.cause = error
  return refusal
}

/** A request whose caller is unknown leaves no record: anybody could fill the log. */
function audit(call: Call, ports: KmsPorts, refusal: Refusal | undefined): void {
  if (ports.audit === undefined || call.identity === undefined) return
  ports.audit(auditRecord(call, refusal))
}

/** Overwrites the secrets that came in and those that went out; they live on only in the answer's text. */
function forget({ operation, input, output, checked }: Call): void {
  if (operation === undefined) return
  // What `check` opened and a dry run, or a refusal, kept from being answered.
  wipe((checked as { plaintext?: Uint8Array } | undefined)?.plaintext)
  if (input !== undefined) wipeSecrets(operation.input, input)
  if (operation.output !== undefined && output !== undefined) wipeSecrets(operation.output, output)
}
