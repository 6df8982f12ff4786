/** The errors of the service as rows: status, where the message goes, and the sentences. No other file words an exception. */

interface ErrorRow {
  /** What is on the wire. Client errors are 400 whatever the published model says (recordings of AWS, 2017-2026). */
  status: 400 | 500 | 503
  /** The member that carries the sentence. */
  says: "message" | "Message"
  /** One sentence for each reason, `{name}` standing for a detail. No reasons: the error never carries a message. */
  sentences: Readonly<Record<string, string>>
}

const errors = {
  // Of the protocol
  UnknownOperationException: { status: 400, says: "message", sentences: {} },
  SerializationException: {
    status: 400,
    says: "message",
    sentences: {
      body: "The body is not a JSON object.",
      repeated: "A member name occurs twice in one JSON object.",
      type: "{path}: {expected} is expected.",
    },
  },
  ValidationException: {
    status: 400,
    says: "message",
    sentences: {
      constraints: "{sentence}",
      numberOfBytesMissing: "NumberOfBytes is required.",
      dataKeyLength: "Please specify either number of bytes or key spec.",
      keyUsageMissing:
        "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
      keyUsageIncompatible: "KeyUsage {usage} is not compatible with KeySpec {spec}",
      keySpecTwice: "You can only use either KeySpec or CustomerMasterKeySpec, not both.",
      context: "{sentence}",
      aliasWithoutPrefix:
        'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
      aliasKeyUsage:
        "Alias {alias} cannot be changed from a CMK with key usage {from} to a CMK with key usage {to}. The key usage of the current CMK and the new CMK must be the same.",
      aliasKeyType:
        "Alias {alias} cannot be changed from a CMK with key spec {from} to a CMK with key spec {to}. The type of the current CMK and the new CMK must be the same.",
    },
  },

  // Of authentication and permission
  MissingAuthenticationTokenException: {
    status: 400,
    says: "message",
    sentences: { token: "Request is missing Authentication Token" },
  },
  IncompleteSignatureException: {
    status: 400,
    says: "message",
    sentences: { because: "{sentence}" },
  },
  InvalidSignatureException: { status: 400, says: "message", sentences: { because: "{sentence}" } },
  UnrecognizedClientException: {
    status: 400,
    says: "message",
    sentences: { token: "The security token included in the request is invalid." },
  },
  ExpiredTokenException: {
    status: 400,
    says: "message",
    sentences: { token: "The security token included in the request is expired" },
  },
  AccessDeniedException: {
    status: 400,
    says: "Message",
    sentences: {
      identityPolicy:
        "User: {principal} is not authorized to perform: {action} on resource: {resource} because no identity-based policy allows the {action} action",
      resourceAbsentOrForbidden:
        "User: {principal} is not authorized to perform: {action} on resource: {resource} because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access",
      ciphertextKey:
        "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
    },
  },
  // Recorded by other emulators only: reserved alias names.
  NotAuthorizedException: { status: 400, says: "message", sentences: {} },

  // Of the service
  AlreadyExistsException: {
    status: 400,
    says: "message",
    sentences: { alias: "An alias with the name {alias} already exists" },
  },
  CustomKeyStoreNotFoundException: {
    status: 400,
    says: "message",
    sentences: { unknown: "Custom key store {store} is not found." },
  },
  DependencyTimeoutException: {
    status: 503,
    says: "message",
    sentences: { store: "The key store did not answer in time. The request can be sent again." },
  },
  DisabledException: {
    status: 400,
    says: "message",
    sentences: { disabled: "{key} is disabled." },
  },
  DryRunOperationException: {
    status: 400,
    says: "message",
    sentences: { success: "The request would have succeeded, but the DryRun option is set." },
  },
  IncorrectKeyException: {
    status: 400,
    says: "message",
    sentences: {
      otherKey:
        "The key ID in the request does not identify a CMK that can perform this operation.",
    },
  },
  InvalidAliasNameException: { status: 400, says: "message", sentences: {} },
  InvalidArnException: {
    status: 400,
    says: "message",
    sentences: {
      alias: "Key Aliases are not supported for this operation.",
      malformed: "Invalid arn {arn}",
    },
  },
  InvalidCiphertextException: { status: 400, says: "message", sentences: {} },
  InvalidGrantTokenException: { status: 400, says: "message", sentences: {} },
  InvalidKeyUsageException: {
    status: 400,
    says: "message",
    sentences: {
      usage: "{key} key usage is {usage} which is not valid for {operation}.",
      algorithm: "Algorithm {algorithm} is incompatible with key spec {spec}.",
      spec: "{key} key spec is {spec} which is not valid for {operation}.",
    },
  },
  InvalidMarkerException: {
    status: 400,
    says: "message",
    sentences: { marker: "The marker is not one that this operation gave." },
  },
  KMSInternalException: { status: 500, says: "message", sentences: {} },
  KMSInvalidStateException: {
    status: 400,
    says: "message",
    sentences: {
      pendingDeletion: "{key} is pending deletion.",
      notPendingDeletion: "{key} is not pending deletion.",
      pendingImport: "{key} is pending import.",
      unavailable: "{key} is unavailable.",
      creating: "{key} is creating.",
      updating: "{key} is updating.",
      changed: "{key} is being changed by other requests. The request can be sent again.",
    },
  },
  KeyUnavailableException: {
    status: 500,
    says: "message",
    sentences: { material: "The key material of {key} cannot be reached at present." },
  },
  LimitExceededException: {
    status: 400,
    says: "message",
    sentences: {
      aliasesPerKey:
        "Aliases per key quota for this account in this region is {limit}, current usage is {usage}.",
      policy: "The key policy takes more than {limit} bytes.",
      tagsPerKey: "Too many tags",
    },
  },
  MalformedPolicyDocumentException: {
    status: 400,
    says: "message",
    sentences: {
      syntax: "{sentence}",
      principals: "Policy contains a statement with one or more invalid principals.",
      lockout: "The new key policy will not allow you to update the key policy in the future.",
    },
  },
  NotFoundException: {
    status: 400,
    says: "message",
    sentences: {
      keyId: "Invalid keyId '{keyId}'",
      keyIdOfArn: "Invalid keyId {keyId}",
      arn: "Invalid arn {part}",
      key: "Key '{key}' does not exist",
      alias: "Alias {alias} is not found.",
      policy: "No such policy exists",
    },
  },
  TagException: {
    status: 400,
    says: "message",
    sentences: {
      tooManyTags: "Too many tags",
      duplicateTagKeys: "Duplicate tag keys",
      reservedTagKey: "Tags beginning with aws: are reserved",
    },
  },
  ThrottlingException: {
    status: 400,
    says: "message",
    sentences: {
      rate: "You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.",
    },
  },
  UnsupportedOperationException: {
    status: 400,
    says: "message",
    sentences: {
      operation: "{operation} is not built yet.",
      member: "{member} is not built yet.",
      value: "{member} {value} is not built yet.",
      region: "{member} {value} is not supported in this Region.",
      unavailable: "{key} is unavailable.",
      origin: "{key} origin is {origin} which is not valid for this operation.",
    },
  },
} as const

/** A row's name: the shape name that clients compare. */
export type ErrorName = keyof typeof errors

/** Errors that every operation may answer, whether its page names them or not. */
export type CommonErrorName =
  | "UnknownOperationException"
  | "SerializationException"
  | "ValidationException"
  | "MissingAuthenticationTokenException"
  | "IncompleteSignatureException"
  | "InvalidSignatureException"
  | "UnrecognizedClientException"
  | "ExpiredTokenException"
  | "AccessDeniedException"
  | "NotAuthorizedException"
  | "KMSInternalException"
  | "ThrottlingException"
  | "UnsupportedOperationException"

type Sentences<N extends ErrorName> = (typeof errors)[N]["sentences"]
type Reason<N extends ErrorName> = keyof Sentences<N> & string
type DetailNames<S> = S extends `${string}{${infer Name}}${infer Rest}`
  ? Name | DetailNames<Rest>
  : never
type Details<S> = { readonly [Name in DetailNames<S>]: string | number }

/** What follows the name in `refuse`: a reason of that row, and the details that its sentence has places for. */
export type Why<N extends ErrorName> =
  | (N extends ErrorName
      ? {
          [R in Reason<N>]: [DetailNames<Sentences<N>[R]>] extends [never]
            ? [reason: R]
            : [reason: R, details: Details<Sentences<N>[R]>]
        }[Reason<N>]
      : never)
  | ([Reason<N>] extends [never] ? [] : never)

/** `refuse`, narrowed to the errors that an operation declares. */
export type Refuse<Allowed extends ErrorName> = <N extends Allowed>(
  name: N,
  ...why: Why<N>
) => Refusal

/** The request is refused: thrown anywhere, worded by the pipeline. */
export class Refusal extends Error {
  override readonly name: ErrorName
  /** Whether the answer carries `message`: some errors have none. */
  readonly silent: boolean
  constructor(name: ErrorName, sentence: string | undefined) {
    super(sentence ?? "")
    this.name = name
    this.silent = sentence === undefined
  }
}

/** Makes a refusal from a row: `throw refuse("DisabledException", "disabled", { key: arn })`. Write `throw`: it narrows types. */
export function refuse<N extends ErrorName>(name: N, ...why: Why<N>): Refusal {
  const [reason, details] = why as [string?, Record<string, string | number>?]
  if (reason === undefined) return new Refusal(name, undefined)
  const sentence = (errors[name].sentences as Record<string, string>)[reason]
  if (sentence === undefined) throw new Error(`bug: ${name} has no sentence for ${reason}`)
  return new Refusal(
    name,
    sentence.replaceAll(/\{(\w+)\}/g, (_, detail: string) => String(details?.[detail])),
  )
}

/** The row of an error. */
export function errorRow(name: ErrorName): ErrorRow {
  return errors[name]
}

/** All rows by name, for tests and tables. */
export function errorNames(): ErrorName[] {
  return Object.keys(errors) as ErrorName[]
}
