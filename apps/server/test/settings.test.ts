import { describe, expect, test } from "vitest"
import {
  describeSettings,
  PROCESS_VARIABLES,
  readSettings,
  SECRET_VARIABLES,
  type Settings,
  variablesOf,
} from "../src/settings.ts"

const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
const KEY = Buffer.alloc(32, 0xab).toString("base64")

function read(args: string[], environment: Record<string, string> = {}): Settings {
  const settings = readSettings(args, environment)
  if (settings === "help") throw new Error("help was not asked for")
  return settings
}

describe("readSettings", () => {
  test("gives every setting its default when nothing is given", () => {
    expect(read([])).toEqual({
      dev: false,
      host: "127.0.0.1",
      port: 7700,
      "data-dir": ".keywright",
      store: "sqlite",
      "store-connections": 10,
      region: ["us-east-1"],
      account: "111122223333",
      "sm2-everywhere": false,
      "root-key": undefined,
      "root-access-key": undefined,
      "carry-token": undefined,
      "key-pair-workers": undefined,
      "body-limit-bytes": 1_048_576,
      "log-level": "info",
      "shutdown-grace-ms": 25_000,
    })
  })

  test.each<[args: string[], name: keyof Settings, value: unknown]>([
    [["--port", "7800"], "port", 7800],
    [["--port=0"], "port", 0],
    [["--port", "1", "--port", "2"], "port", 2],
    [["--", "--port", "7800"], "port", 7800],
    [["--host=::1"], "host", "::1"],
    [["--data-dir", "a b=c"], "data-dir", "a b=c"],
    [["--data-dir=a=b"], "data-dir", "a=b"],
    [
      ["--region", "eu-west-1, cn-north-1,us-gov-west-1"],
      "region",
      ["eu-west-1", "cn-north-1", "us-gov-west-1"],
    ],
    [["--dev"], "dev", true],
    [["--dev=false"], "dev", false],
    [["--dev", "--port", "1"], "port", 1],
    [["--sm2-everywhere=1"], "sm2-everywhere", true],
    [["--account", "000000000001"], "account", "000000000001"],
    [["--log-level", "debug"], "log-level", "debug"],
    [["--key-pair-workers", "3"], "key-pair-workers", 3],
    [["--store", "postgres://kms@db:5432/keys"], "store", "postgres://kms@db:5432/keys"],
    [["--store", "postgres:///keys?host=/run/pg"], "store", "postgres:///keys?host=/run/pg"],
    [["--store-connections=3"], "store-connections", 3],
  ])("takes %j for %s", (args, name, value) => {
    expect(read(args)[name]).toEqual(value)
  })

  test.each<[variable: string, text: string, name: keyof Settings, value: unknown]>([
    ["KEYWRIGHT_HOST", "0.0.0.0", "host", "0.0.0.0"],
    ["KEYWRIGHT_PORT", "7800", "port", 7800],
    ["KEYWRIGHT_DATA_DIR", "/var/lib/keywright", "data-dir", "/var/lib/keywright"],
    ["KEYWRIGHT_REGION", "us-east-1,us-west-2", "region", ["us-east-1", "us-west-2"]],
    ["KEYWRIGHT_ACCOUNT", "123456789012", "account", "123456789012"],
    ["KEYWRIGHT_DEV", "1", "dev", true],
    ["KEYWRIGHT_DEV", "0", "dev", false],
    ["KEYWRIGHT_SM2_EVERYWHERE", "true", "sm2-everywhere", true],
    ["KEYWRIGHT_ROOT_KEY", KEY, "root-key", new Uint8Array(32).fill(0xab)],
    [
      "KEYWRIGHT_ROOT_ACCESS_KEY",
      `AKIAIOSFODNN7EXAMPLE:${SECRET}`,
      "root-access-key",
      { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: SECRET },
    ],
    ["KEYWRIGHT_PORT", "", "port", 7700],
    ["KEYWRIGHT_STORE", "postgresql://a:b@[::1]/c?d=e", "store", "postgresql://a:b@[::1]/c?d=e"],
    ["KEYWRIGHT_STORE", "sqlite", "store", "sqlite"],
  ])("takes %s=%s", (variable, text, name, value) => {
    expect(read([], { [variable]: text })[name]).toEqual(value)
  })

  test("prefers a flag to a variable", () => {
    expect(read(["--port", "1"], { KEYWRIGHT_PORT: "2" }).port).toBe(1)
    expect(read(["--dev=0"], { KEYWRIGHT_DEV: "1" }).dev).toBe(false)
  })

  test("gives developers the account 000000000000, unless one is named", () => {
    expect(read(["--dev"]).account).toBe("000000000000")
    expect(read([], { KEYWRIGHT_DEV: "1", KEYWRIGHT_ACCOUNT: "123456789012" }).account).toBe(
      "123456789012",
    )
  })

  test.each([
    [["--port", "70000"], "--port must be a whole number from 0 to 65535."],
    [["--port", "7.5"], "--port must be a whole number from 0 to 65535."],
    [["--port"], "--port must be a whole number from 0 to 65535."],
    [["--port", "--dev"], "--port must be a whole number from 0 to 65535."],
    [["--account", "12345"], "--account must be twelve digits."],
    [["--dev=yes"], "--dev must be 1, true, 0 or false."],
    [["--region", "Mars"], "--region must be one or more Regions, such as us-east-1"],
    [["--region", "us-east-1,us-east-1"], "with commas between them and none twice."],
    [["--region", "us-east-1,"], "--region must be"],
    [["--log-level", "loud"], "--log-level must be one of debug, info, warn, error, silent."],
    [["--key-pair-workers", "0"], "--key-pair-workers must be a whole number from 1 to 256."],
    [["--data-dir="], "--data-dir must be the path of a folder."],
    [["--store", "mysql://db/keys"], '--store must be "sqlite", or postgres://user:password@'],
    [["--store", "postgres://db"], "--store must be"],
    [["--store", "postgres:///keys"], "--store must be"],
    [["--store", "db.sqlite"], "--store must be"],
    [["--store-connections", "0"], "--store-connections must be a whole number from 1 to 1000."],
    [["--prot", "7800"], "--prot is not a setting; --help lists them."],
    [["7800"], "7800 is not a setting; --help lists them."],
    [["--constructor"], "--constructor is not a setting"],
  ])("refuses %j", (args, sentence) => {
    expect(() => readSettings(args, {})).toThrow(
      expect.objectContaining({ name: "BadSetting", message: expect.stringContaining(sentence) }),
    )
  })

  test("names the variable when the variable is wrong, and keeps its value to itself", () => {
    const environment = { KEYWRIGHT_ROOT_KEY: KEY.slice(4) }
    const attempt = () => readSettings([], environment)
    expect(attempt).toThrow("KEYWRIGHT_ROOT_KEY must be 32 bytes in base64")
    expect(attempt).not.toThrow(KEY.slice(4, 12))
  })

  test.each([
    "AKIAIOSFODNN7EXAMPLE",
    `short:${SECRET}`,
    "AKIAIOSFODNN7EXAMPLE:short",
    `:${SECRET}`,
  ])("refuses %s as an access key, and keeps it to itself", (text) => {
    const attempt = () => readSettings([], { KEYWRIGHT_ROOT_ACCESS_KEY: text })
    expect(attempt).toThrow("KEYWRIGHT_ROOT_ACCESS_KEY must be an id of 16 to 128 letters")
    expect(attempt).not.toThrow(text)
  })

  test("refuses a root key on the command line without repeating it", () => {
    const attempt = () => readSettings([`--root-key=${KEY}`], {})
    expect(attempt).toThrow("--root-key would be seen by others: give KEYWRIGHT_ROOT_KEY instead.")
    expect(attempt).not.toThrow(KEY)
    expect(SECRET_VARIABLES).toEqual([
      "KEYWRIGHT_STORE",
      "KEYWRIGHT_ROOT_KEY",
      "KEYWRIGHT_ROOT_ACCESS_KEY",
      "KEYWRIGHT_CARRY_TOKEN",
    ])
  })

  test("knows what means nothing on Workers, which have no process of one's own", () => {
    const names =
      "HOST PORT DATA_DIR STORE STORE_CONNECTIONS KEY_PAIR_WORKERS SHUTDOWN_GRACE_MS".split(" ")
    expect(PROCESS_VARIABLES).toEqual(names.map((name) => `KEYWRIGHT_${name}`))
  })

  test.each(["postgres://kms:SECRET@db/keys", "postgres://kms@db/keys?password=SECRET"])(
    "refuses %s on the command line without repeating it, and takes it from the variable",
    (url) => {
      const attempt = () => readSettings(["--store", url], {})
      expect(attempt).toThrow(
        "--store with a password would be seen by others: give KEYWRIGHT_STORE instead.",
      )
      expect(attempt).not.toThrow("SECRET")
      expect(read([], { KEYWRIGHT_STORE: url }).store).toBe(url)
      expect(() => readSettings([], { KEYWRIGHT_STORE: `x${url}` })).not.toThrow("SECRET")
    },
  )

  test("answers help wherever it is asked for", () => {
    expect(readSettings(["--help"], {})).toBe("help")
    expect(readSettings(["--port", "1", "-h"], {})).toBe("help")
  })
})

test("variablesOf gives a server elsewhere what it reads as the same settings, without secrets", () => {
  const given = ["--region", "eu-west-1,cn-north-1", "--sm2-everywhere", "--port", "1"]
  const settings = read(given, { KEYWRIGHT_ROOT_KEY: KEY })
  const variables = variablesOf(settings)
  expect(Object.keys(variables)).not.toContain("KEYWRIGHT_PORT")
  expect(Object.keys(variables)).not.toContain("KEYWRIGHT_ROOT_KEY")
  const { port, "root-key": rootKey, ...others } = settings
  expect([port, rootKey?.length]).toEqual([1, 32])
  expect(read([], variables as Record<string, string>)).toMatchObject(others)
})

test("describeSettings names every setting, its variable and its default", () => {
  const help = describeSettings()
  for (const name of Object.keys(read([]))) {
    const variable = `KEYWRIGHT_${name.replaceAll("-", "_").toUpperCase()}`
    expect(help).toMatch(new RegExp(`^  (--${name}|\\(no flag\\)) +${variable}$`, "m"))
  }
  expect(help).toContain("Default: 7700")
  expect(help).toContain("Default: 111122223333, with --dev 000000000000")
})
