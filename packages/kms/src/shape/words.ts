/** The words that shapes are written in. A shape is at once the validator, the TypeScript type and the redaction rule. */

export interface StringShape {
  readonly kind: "string"
  /** UTF-16 units. */
  readonly min?: number
  readonly max?: number
  /** A regular expression that the whole text must match, as AWS prints it. */
  readonly pattern?: string
  /** Never echoed, logged or audited. */
  readonly secret?: boolean
}

/** Bytes; base64 on the wire. `min` and `max` count bytes. A secret one is wiped when the answer is worded. */
export interface BlobShape {
  readonly kind: "blob"
  readonly min?: number
  readonly max?: number
  readonly secret?: boolean
}

export interface IntegerShape {
  readonly kind: "integer"
  readonly min?: number
  readonly max?: number
}

export interface BooleanShape {
  readonly kind: "boolean"
}

/** Milliseconds since 1970 inside; seconds, with a fraction, on the wire. */
export interface TimestampShape {
  readonly kind: "timestamp"
}

export interface EnumShape<Value extends string = string> {
  readonly kind: "enum"
  /** In the order in which AWS prints them. */
  readonly values: readonly Value[]
}

export interface ListShape<Item extends Shape = Shape> {
  readonly kind: "list"
  readonly item: Item
  readonly min?: number
  readonly max?: number
}

/** Text to text. */
export interface MapShape {
  readonly kind: "map"
}

export interface StructureShape<M extends Members = Members> {
  readonly kind: "structure"
  readonly members: M
}

export type Shape =
  | StringShape
  | BlobShape
  | IntegerShape
  | BooleanShape
  | TimestampShape
  | EnumShape
  | ListShape<never>
  | ListShape
  | MapShape
  | StructureShape<never>
  | StructureShape

/** The members of an input, an output or a structure. Each is optional unless `required`. */
export interface Members {
  readonly [name: string]: Shape & { readonly required?: boolean }
}

export type RequiredShape<S> = S & { readonly required: true }

/** The TypeScript type of a shape's values. */
export type Value<S> = S extends { kind: "string" }
  ? string
  : S extends { kind: "blob" }
    ? Uint8Array
    : S extends { kind: "integer" } | { kind: "timestamp" }
      ? number
      : S extends { kind: "boolean" }
        ? boolean
        : S extends { kind: "enum"; values: readonly (infer V)[] }
          ? V
          : S extends { kind: "list"; item: infer Item }
            ? readonly Value<Item>[]
            : S extends { kind: "map" }
              ? Readonly<Record<string, string>>
              : S extends { kind: "structure"; members: infer M }
                ? Values<M>
                : never

type RequiredNames<M> = {
  [N in keyof M]: M[N] extends { required: true } ? N : never
}[keyof M]

/** The TypeScript type of a set of members. */
export type Values<M> = { readonly [N in RequiredNames<M>]: Value<M[N]> } & {
  readonly [N in Exclude<keyof M, RequiredNames<M>>]?: Value<M[N]> | undefined
}

export function string(rules: Omit<StringShape, "kind"> = {}): StringShape {
  return { kind: "string", ...rules }
}

export function blob(rules: Omit<BlobShape, "kind"> = {}): BlobShape {
  return { kind: "blob", ...rules }
}

export function integer(rules: Omit<IntegerShape, "kind"> = {}): IntegerShape {
  return { kind: "integer", ...rules }
}

export const boolean: BooleanShape = { kind: "boolean" }

export const timestamp: TimestampShape = { kind: "timestamp" }

export function oneOf<const V extends string>(values: readonly V[]): EnumShape<V> {
  return { kind: "enum", values }
}

export function list<I extends Shape>(
  item: I,
  rules: { min?: number; max?: number } = {},
): ListShape<I> {
  return { kind: "list", item, ...rules }
}

export const textMap: MapShape = { kind: "map" }

export function structure<M extends Members>(members: M): StructureShape<M> {
  return { kind: "structure", members }
}

/** Marks a member that must be there. */
export function required<S extends Shape>(shape: S): RequiredShape<S> {
  return { ...shape, required: true }
}
