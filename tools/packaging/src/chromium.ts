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

/** What the bundle gives to `answer(…)`. Throws what the page throws. */
export async function runInChromium(executablePath: string, bundle: Bundle): Promise<unknown> {
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
      return body === undefined
        ? route.fulfill({ status: 404 })
        : route.fulfill({ contentType, body })
    })
    const [answer] = await Promise.all([answered.promise, page.goto(ORIGIN)])
    return answer
  } finally {
    await browser.close()
  }
}
