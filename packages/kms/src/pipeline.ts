/** The order that every request goes through. The order of refusals is visible to clients, so it is written once: here. */
import type { HmacKey } from "@keywright/core"
import { refuse } from "./errors.ts"
import { rootPrincipalArn } from "./model/arn.ts"
import type { FoundKey, SoundKey } from "./model/key.ts"
import type { KeyNeed, Operation } from "./operation.ts"
import { operationNamed } from "./operations/roll-call.ts"
import { decide } from "./policy/decide.ts"
import { isJsonPost, NotJsonPost, parseBody, targetOperation } from "./protocol/aws-json.ts"
import type { Authenticate, Identity } from "./protocol/identity.ts"
import type { WireRequest } from "./protocol/wire.ts"
import type { Service } from "./service.ts"
import { readMembers } from "./shape/read.ts"
import { validationSentence } from "./shape/sentence.ts"
import { validate } from "./shape/validate.ts"
import { neededKey } from "./steps/needed-key.ts"
import { stateRefusal } from "./steps/refuse-state.ts"
import { StoreUnavailable } from "./storage/store.ts"

/** A request on its way. Each stage reads what earlier ones wrote. */
export interface Call {
  readonly request: WireRequest
  readonly requestId: string
  readonly nowMs: number
  json: object
  operation: Operation
  identity: Identity
  input: Record<string, unknown>
  /** ReEncrypt's source first, then the operation's own key; empty for operations without one. */
  keys: CallKey[]
  checked: unknown
  output: object | undefined
}

export interface CallKey {
  role: "key" | "sourceKey"
  need: KeyNeed
  key: CallableKey
}

/** A found key; its material once it is open. */
type CallableKey = FoundKey & { material?: HmacKey }

export interface PipelineDeps {
  service: Service
  authenticate: Authenticate
}

export interface Stage {
  name: string
  /** What holds when the stage is passed. */
  sentence: string
  run(call: Call, deps: PipelineDeps): void | Promise<void>
}

export const stages: readonly Stage[] = [
  {
    name: "envelope",
    sentence: "The request is a POST to /, and its content type is JSON.",
    run: envelope,
  },
  {
    name: "parse",
    sentence: "The body is a JSON object in UTF-8, and no member name occurs twice in one object.",
    run: parse,
  },
  {
    name: "target",
    sentence: "X-Amz-Target names an operation.",
    run: target,
  },
  {
    name: "authenticate",
    sentence: "The credentials are known, the signature fits, and the Region is served.",
    run: authenticate,
  },
  {
    name: "read",
    sentence: "Every member has its JSON type, and blobs are base64.",
    run: read,
  },
  {
    name: "validate",
    sentence: "Every member that is required is there, and all are within their limits.",
    run: validateInput,
  },
  {
    name: "find key",
    sentence: "The key that the request or its ciphertext names exists in this Region.",
    run: findKeys,
  },
  {
    name: "authorize",
    sentence: "The caller may do this with this key.",
    run: authorize,
  },
  {
    name: "state",
    sentence: "The key is in a state that the operation bears, and its material can be opened.",
    run: checkState,
  },
  {
    name: "usage",
    sentence: "The key is for what the operation does.",
    run: checkUsage,
  },
  {
    name: "check",
    sentence: "The operation's own rules are kept.",
    run: check,
  },
  {
    name: "built",
    sentence: "Nothing is asked for that is not built yet.",
    run: built,
  },
  {
    name: "dry run",
    sentence: "It is no dry run: those end here, with everything checked and nothing done.",
    run: dryRun,
  },
  {
    name: "run",
    sentence: "The operation has done its deed.",
    run,
  },
]

/** Takes a call through all stages. Throws the first Refusal, or whatever else went wrong. */
export async function runStages(call: Call, deps: PipelineDeps): Promise<void> {
  for (const stage of stages) {
    const pending = stage.run(call, deps)
    if (pending !== undefined) await pending
  }
}

function envelope({ request }: Call): void {
  if (!isJsonPost(request)) throw new NotJsonPost()
}

function parse(call: Call): void {
  const parsed = parseBody(call.request.body)
  if ("wrong" in parsed) throw refuse("SerializationException", parsed.wrong)
  call.json = parsed.json
}

function target(call: Call): void {
  const operation = operationNamed(targetOperation(call.request))
  if (operation === undefined) throw refuse("UnknownOperationException")
  call.operation = operation
}

async function authenticate(call: Call, deps: PipelineDeps): Promise<void> {
  call.identity = await deps.authenticate(call.request, call.nowMs)
}

function read(call: Call): void {
  const reading = readMembers(call.operation.input, call.json)
  if ("wrong" in reading) throw refuse("SerializationException", "type", { ...reading.wrong })
  call.input = reading.value
}

function validateInput({ operation, input }: Call): void {
  const failures = validate(operation.input, input)
  if (failures.length === 0) return
  throw refuse("ValidationException", "constraints", { sentence: validationSentence(failures) })
}

async function findKeys(call: Call, { service }: PipelineDeps): Promise<void> {
  for (const role of ["sourceKey", "key"] as const) {
    const need = call.operation[role]
    const key = need && (await neededKey({ ...call, records: service.records }, need))
    if (need !== undefined && key !== undefined) call.keys.push({ role, need, key })
  }
}

function authorize({ operation, identity, keys }: Call): void {
  const own = `kms:${operation.name}`
  if (keys.length === 0) permit(identity, own, "*")
  for (const { need, key } of keys) permit(identity, need.action ?? own, key.arn)
}

function permit(identity: Identity, action: string, resource: string): void {
  const { principalArn: principal } = identity
  const { decision } = decide({ principal, root: rootPrincipalArn(identity), action, resource })
  if (decision === "allow") return
  throw refuse("AccessDeniedException", "identityPolicy", { principal, action, resource })
}

async function checkState({ keys }: Call, { service }: PipelineDeps): Promise<void> {
  for (const { need, key } of keys) {
    if (key.record !== undefined && (need.usage !== undefined || need.damaged === "shown")) {
      await openMaterial(service, need, key as SoundKey & CallableKey)
    }
    const refusal = stateRefusal(need.states, key.state, key.arn)
    if (refusal !== undefined) throw refusal
    if (key.record === undefined && need.damaged !== "shown") {
      throw refuse("KMSInvalidStateException", "unavailable", { key: key.arn })
    }
  }
}

/** Material that does not open makes the key unavailable; a platform that fails is told apart, and may be asked again. */
async function openMaterial(
  service: Service,
  need: KeyNeed,
  key: SoundKey & CallableKey,
): Promise<void> {
  try {
    const material = await service.materials.open(key)
    if (material === undefined) key.state = "Unavailable"
    else key.material = material
  } catch (error) {
    if (error instanceof StoreUnavailable) throw error
    if (need.usage === undefined) {
      key.state = "Unavailable"
      return
    }
    const refusal = refuse("KeyUnavailableException", "material", { key: key.arn })
    refusal.cause = error
    throw refusal
  }
}

function checkUsage({ operation, keys }: Call): void {
  for (const { need, key } of keys) {
    const usage = key.record?.keyUsage
    if (need.usage === undefined || usage === undefined || usage === need.usage) continue
    const details = { key: key.arn, usage, operation: operation.name }
    throw refuse("InvalidKeyUsageException", "usage", details)
  }
}

async function check(call: Call, { service }: PipelineDeps): Promise<void> {
  call.checked = await call.operation.check?.(doing(call, service) as never)
}

function built({ operation, input }: Call): void {
  for (const [member, values] of Object.entries(operation.notBuilt)) {
    const value = input[member]
    if (value === undefined) continue
    if (values === "any") throw refuse("UnsupportedOperationException", "member", { member })
    if (!values.includes(value as string | boolean)) continue
    const details = { member, value: String(value) }
    throw refuse("UnsupportedOperationException", "value", details)
  }
}

function dryRun({ operation, input }: Call): void {
  if (operation.dryRun && input.DryRun === true) throw refuse("DryRunOperationException", "success")
}

async function run(call: Call, { service }: PipelineDeps): Promise<void> {
  const output = await call.operation.run(doing(call, service) as never)
  call.output = output as object | undefined
}

/** What `check` and `run` of an operation are given (operation.ts, Doing). */
function doing(
  { keys, input, identity, nowMs, checked, operation }: Call,
  service: Service,
): object {
  return {
    ...service,
    input,
    identity,
    nowMs,
    checked,
    refuse,
    states: operation.key?.states,
    key: keys.find(({ role }) => role === "key")?.key,
    sourceKey: keys.find(({ role }) => role === "sourceKey")?.key,
  }
}
