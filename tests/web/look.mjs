// Looks at pages in chromium: look.mjs BASE PATH... prints a line of JSON for each page with what is wrong with it.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import puppeteer from "puppeteer-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const MOST_TABS = 40;
const LOOKS = [
  { scheme: "light", width: 1280 },
  { scheme: "dark", width: 320 },
];

async function open(browser, { scheme, width }) {
  const page = await browser.newPage();
  // Pages are to work without scripts; the engine runs again for what is asked of a loaded page.
  await page.setJavaScriptEnabled(false);
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.setViewport({ width, height: 900 });
  page.heard = [];
  page.on("console", (message) => {
    const isOwnStatus = /status of 40[04]/.test(message.text());
    if (message.type() === "error" && !isOwnStatus) page.heard.push(message.text());
  });
  page.on("requestfailed", (request) => page.heard.push(`failed: ${request.url()}`));
  return page;
}

async function violations(page) {
  await page.setJavaScriptEnabled(true);
  await page.evaluate(`${axe}; undefined`);
  const found = await page.evaluate(
    (values) => window.axe.run(document, { runOnly: { type: "tag", values } }).then((r) => r.violations),
    RULES,
  );
  await page.setJavaScriptEnabled(false);
  return found.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 100)}`);
}

const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
const paper = (page) => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

// Runs in the page: what has the focus, whether it is in sight, and whether it shows that it has it.
function focus() {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect();
  const inSight = box.width > 0 && box.bottom > 0 && box.top < innerHeight;
  const outlined = getComputedStyle(e).outlineStyle !== "none";
  return { words: e.outerHTML.slice(0, 80), inSight, outlined, target: e.getAttribute("href") };
}

// The first Tab leads past the navigation; each further one to something that is seen and shows it.
async function keys(page) {
  const wrong = [];
  await page.evaluate(() => { window.scrollTo(0, 0); });
  for (let i = 0; i < MOST_TABS; ++i) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(focus);
    if (!at) break;
    if (i === 0 && at.target !== "#main") wrong.push(`first is ${at.words}`);
    if (!at.inSight) wrong.push(`not in sight: ${at.words}`);
    if (!at.outlined) wrong.push(`not outlined: ${at.words}`);
  }
  return wrong;
}

const [base, ...paths] = process.argv.slice(2);
const browser = await puppeteer.launch({
  executablePath: process.env.CHROMIUM,
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  for (const path of paths) {
    const told = { path, violations: [], sideways: 0, heard: [], keys: [], papers: [] };
    for (const look of LOOKS) {
      const page = await open(browser, look);
      await page.goto(base + path, { waitUntil: "load" });
      told.sideways = Math.max(told.sideways, await sideways(page));
      told.papers.push(await paper(page));
      told.keys.push(...(await keys(page)));
      told.violations.push(...(await violations(page)));
      told.heard.push(...page.heard);
      await page.close();
    }
    console.log(JSON.stringify(told));
  }
} finally {
  await browser.close();
}
