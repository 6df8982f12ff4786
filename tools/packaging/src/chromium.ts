/** Runs what a bundler made in the Chromium that the machine has, on a page of its own. */
import { existsSync } from "node:fs"
import { chromium } from "playwright-core"
import type { Bundle } from "./bundle.ts"

/** Where Linux distributions put it. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]

/** WebCrypto is there in secure contexts only; localhost counts as one. Nobody listens: the page's requests end here. */
const ORIGIN = "http://localhost"

/** The path of Chromium; nothing where there is none. */
export const chromiumPath: string | undefined = PLACES.find((place) => existsSync(place))

/** The strictest policy that WebAssembly runs under: scripts of the page's own origin, and nothing else at all. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'"

/** What the bundle gives to `answer(…)`, on a page with a Content Security Policy. Throws what the page throws. */
export async function runInChromium(
  executablePath: string,
  bundle: Bundle,
  policy: string = POLICY,
): Promise<unknown> {
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] })
  try {
    const page = await browser.newPage()
    const answered = Promise.withResolvers<unknown>()
    page.on("pageerror", answered.reject)
    await page.exposeFunction("answer", answered.resolve)
    const html = `<script type="module" src="/${bundle.entry}"></script>`
    await page.route(`${ORIGIN}/**`, (route) => {
      const path = new URL(route.request().url()).pathname.slice(1)
      const body = path === "" ? html : bundle.files[path]
      const contentType = path === "" ? "text/html" : "text/javascript"
      const headers = { "content-security-policy": policy }
      return body === undefined
        ? route.fulfill({ status: 404 })
        : route.fulfill({ contentType, headers, body })
    })
    const [answer] = await Promise.all([answered.promise, page.goto(ORIGIN)])
    return answer
  } finally {
    await browser.close()
  }
}
