/** The kinds of values that settings have: how text becomes a value, and the words for what is allowed. */

export interface Kind<Value> {
  /** Finishes "… must be". */
  allowed: string
  /** The value, or nothing when the text is not allowed. */
  parse(text: string): Value | undefined
}

/** Any text that is not empty. */
export function text(allowed: string): Kind<string> {
  return { allowed, parse: (given) => given || undefined }
}

/** Text of a form. */
export function pattern(form: RegExp, allowed: string): Kind<string> {
  return { allowed, parse: (given) => (form.test(given) ? given : undefined) }
}

/** Decimal digits, between two bounds, both included. */
export function integer(least: number, most: number): Kind<number> {
  return {
    allowed: `a whole number from ${least} to ${most}`,
    parse(given) {
      const value = /^\d{1,15}$/.test(given) ? Number(given) : Number.NaN
      return value >= least && value <= most ? value : undefined
    },
  }
}

/** True or false. As a flag it may stand alone, which means true. */
export function yesOrNo(): Kind<boolean> & { alone: string } {
  const words: Readonly<Record<string, boolean>> = {
    "1": true,
    true: true,
    "0": false,
    false: false,
  }
  return {
    allowed: "1, true, 0 or false",
    parse: (given) => (Object.hasOwn(words, given) ? words[given] : undefined),
    alone: "true",
  }
}

/** One of a few words. */
export function oneOf<const Word extends string>(...words: readonly Word[]): Kind<Word> {
  return {
    allowed: `one of ${words.join(", ")}`,
    parse: (given) => words.find((word) => word === given),
  }
}

/** Different texts of a form, with commas between them; at least one. */
export function list(form: RegExp, allowed: string): Kind<readonly [string, ...string[]]> {
  return {
    allowed: `${allowed}, with commas between them and none twice`,
    parse(given) {
      const [first = "", ...rest] = given.split(",").map((item) => item.trim())
      const all = [first, ...rest]
      const valid = all.every((item) => form.test(item)) && new Set(all).size === all.length
      return valid ? [first, ...rest] : undefined
    },
  }
}

/** A number of bytes in base64 (RFC 4648 section 4, with padding). The value is secret. */
export function base64(bytes: number): Kind<Uint8Array<ArrayBuffer>> {
  const form = /^[A-Za-z0-9+/]+={0,2}$/
  return {
    allowed: `${bytes} bytes in base64, as \`openssl rand -base64 ${bytes}\` prints them`,
    parse(given) {
      if (!form.test(given) || given.length !== 4 * Math.ceil(bytes / 3)) return undefined
      const value = Uint8Array.from(atob(given), (character) => character.charCodeAt(0))
      return value.length === bytes ? value : undefined
    },
  }
}

/** An access key id and its secret, as `curl --user` takes them. The secret is as long as AWS's are, or longer. */
export function accessKey(): Kind<{ accessKeyId: string; secretAccessKey: string }> {
  return {
    allowed:
      "an id of 16 to 128 letters and digits, a colon, and a secret of 40 to 128 characters of base64",
    parse(given) {
      const [, accessKeyId, secretAccessKey] =
        /^([A-Za-z0-9]{16,128}):([A-Za-z0-9+/=]{40,128})$/.exec(given) ?? []
      return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined
    },
  }
}

/** One of the stores: a file of one's own, or the URL of a PostgreSQL database. The URL may hold a password. */
export function store(): Kind<string> {
  return {
    allowed: '"sqlite", or postgres://user:password@host:port/database',
    parse(given) {
      if (given === "sqlite") return given
      const { protocol, pathname, host, searchParams } = URL.parse(given) ?? {}
      const isPostgres = protocol === "postgres:" || protocol === "postgresql:"
      // A socket's folder takes the place of a host: postgres:///database?host=/var/run/postgresql
      const isComplete = (host || searchParams?.get("host")) && pathname && pathname !== "/"
      return isPostgres && isComplete ? given : undefined
    },
  }
}

/** Whether a URL holds a password. */
export function hasPassword(given: string): boolean {
  const url = URL.parse(given)
  return !!url && (url.password !== "" || url.searchParams.has("password"))
}
