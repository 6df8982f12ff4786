import { expect, test, vi } from "vitest"
import { createQueue, createYield } from "../src/turns.ts"

function gate() {
  let open = (): void => undefined
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { open, opened }
}

test("A queue runs one task at a time, in the order they came", async () => {
  const queue = createQueue()
  const log: string[] = []
  const task = (name: string) => async () => {
    log.push(`${name} starts`)
    await new Promise((resolve) => setTimeout(resolve, 1))
    log.push(`${name} ends`)
    return name
  }
  const results = await Promise.all(["a", "b", "c"].map((name) => queue(task(name))))
  expect(results).toEqual(["a", "b", "c"])
  expect(log).toEqual(["a starts", "a ends", "b starts", "b ends", "c starts", "c ends"])
})

test("A task that fails does not hold up the next", async () => {
  const queue = createQueue()
  const failing = queue(() => Promise.reject(new Error("no")))
  const next = queue(async () => "next")
  await expect(failing).rejects.toThrow("no")
  expect(await next).toBe("next")
})

test("Whoever is aborted while waiting leaves at once with the signal's reason, and never runs", async () => {
  const queue = createQueue()
  const first = gate()
  const running = queue(() => first.opened)
  const controller = new AbortController()
  const never = vi.fn(async () => undefined)
  const waiting = queue(never, controller.signal)
  controller.abort("enough")
  await expect(waiting).rejects.toBe("enough")
  first.open()
  await running
  await queue(async () => undefined)
  expect(never).not.toHaveBeenCalled()
})

test("The successor of one that was aborted does not overtake the one that runs", async () => {
  const queue = createQueue()
  const first = gate()
  const log: string[] = []
  const running = queue(async () => {
    await first.opened
    log.push("first")
  })
  const controller = new AbortController()
  const aborted = queue(async () => undefined, controller.signal)
  const last = queue(async () => log.push("last"))
  controller.abort()
  await expect(aborted).rejects.toThrow()
  await new Promise((resolve) => setTimeout(resolve, 1))
  first.open()
  await Promise.all([running, last])
  expect(log).toEqual(["first", "last"])
})

test("A signal that was aborted before is heard", async () => {
  const never = vi.fn(async () => undefined)
  await expect(createQueue()(never, AbortSignal.abort("before"))).rejects.toBe("before")
  expect(never).not.toHaveBeenCalled()
})

test("A yield lets the event loop go on after ten milliseconds, and not before", async () => {
  const now = vi.spyOn(performance, "now")
  now.mockReturnValue(1000)
  const breathe = createYield()
  now.mockReturnValue(1009)
  expect(breathe()).toBeUndefined()
  now.mockReturnValue(1010)
  let timers = 0
  setTimeout(() => timers++)
  await breathe()
  expect(timers).toBe(1)
  expect(breathe()).toBeUndefined()
  now.mockRestore()
})

test("A yield counts calls where the clock stands still", async () => {
  const now = vi.spyOn(performance, "now").mockReturnValue(1000)
  const breathe = createYield()
  expect([breathe(), breathe(), breathe()]).toEqual([undefined, undefined, undefined])
  const fourth = breathe()
  expect(fourth).toBeInstanceOf(Promise)
  await fourth
  expect(breathe()).toBeUndefined()
  now.mockRestore()
})
