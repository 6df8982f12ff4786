/** Catches the instances of WebAssembly modules that somebody makes and keeps to himself. */

/** Runs `make`, and answers with what it made and every instance that came to be meanwhile. */
export function instantiated<Made>(make: () => Made): {
  readonly made: Made
  readonly instances: readonly WebAssembly.Instance[]
} {
  const instances: WebAssembly.Instance[] = []
  const { Instance } = WebAssembly
  WebAssembly.Instance = new Proxy(Instance, {
    construct(target, all) {
      const instance = Reflect.construct(target, all) as WebAssembly.Instance
      instances.push(instance)
      return instance
    },
  })
  try {
    return { made: make(), instances }
  } finally {
    WebAssembly.Instance = Instance
  }
}
