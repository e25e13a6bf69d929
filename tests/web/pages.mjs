// Opens pages in Chromium and reports in TAP. Then opens faulty ones: each check must find the
// fault it is there for.
//   node pages.mjs CHROMIUM AXE OUT PAGE...     with PICTURES=yes, pictures of the pages go to OUT
import { readFile, writeFile, mkdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { openBrowser, openTab } from './browser.mjs';
import * as check from './checks.mjs';

const [chromium, axePath, out, ...pages] = process.argv.slice(2);
const axe = await readFile(axePath, 'utf8');
const WIDE = 1280;
const NARROW = 360;
const LEAST = 320; // WCAG 2.2, 1.4.10: nothing scrolls sideways at this width

let number = 0;

function report(name, wrong) {
  number += 1;
  console.log(`${wrong.length === 0 ? 'ok' : 'not ok'} ${number} - ${name}`);
  wrong.slice(0, 12).forEach((line) => console.log(`# ${line.replace(/\n/g, ' ')}`));
}

async function inTab(browser, url, use) {
  const tab = await openTab(browser, WIDE);
  await tab.media({});
  await tab.go(url);
  const answer = await use(tab);
  await tab.close();
  return answer;
}

async function keepPicture(tab, name, width) {
  if (process.env.PICTURES === 'yes') {
    await writeFile(join(out, `${name}.png`), await tab.picture(width));
  }
}

async function testWide(tab, name) {
  await keepPicture(tab, `${name}.wide`, WIDE);
  report(`${name}: fits ${WIDE} px`, await check.staysWithin(tab));
  report(`${name}: pictures agree with the tables`, await check.picturesAgree(tab));
  report(`${name}: usable by keyboard`, await check.isKeyboardUsable(tab));
  report(`${name}: marks stay in forced colours`, await check.survivesForcedColours(tab));
  report(`${name}: every fold is printed`, await check.printsWhole(tab));
  report(`${name}: accessible`, await check.isAccessible(tab, axe));
}

async function testNarrow(tab, name) {
  await tab.resize(NARROW);
  await tab.media({ scheme: 'dark' });
  await keepPicture(tab, `${name}.narrow`, NARROW);
  report(`${name}: fits ${NARROW} px with every fold open`, await check.staysWithin(tab));
  report(`${name}: enough contrast in the dark`, await check.hasContrast(tab, axe));
  await tab.resize(LEAST);
  report(`${name}: fits ${LEAST} px`, await check.staysWithin(tab));
}

async function testPage(browser, path) {
  const url = pathToFileURL(resolve(path)).href;
  const name = basename(path, '.html');
  await inTab(browser, url, async (tab) => {
    await testWide(tab, name);
    await testNarrow(tab, name);
    report(`${name}: asks for nothing else`, check.loadsNothing(tab, url));
    report(`${name}: no complaint in the console`, check.saysNothing(tab));
  });
}

const frame = (body) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>Faulty</title></head><body><main>
<h1>Faulty</h1>${body}</main></body></html>`;

const faulty = [
  ['loads something', '<p>x</p><img src="http://127.0.0.1:9/x.png" alt="x">',
    async (tab, url) => check.loadsNothing(tab, url)],
  ['complains', '<script>console.error("x")</script>', async (tab) => check.saysNothing(tab)],
  ['is too wide', '<p style="width:2000px">x</p>', (tab) => check.staysWithin(tab)],
  ['has too little contrast', '<p style="color:#ccc;background:#fff">pale</p>',
    (tab) => check.isAccessible(tab, axe)],
  ['has too little contrast for people with a dark screen', '<p style="color:#ccc">pale</p>',
    (tab) => check.hasContrast(tab, axe)],
  ['has a picture without a name', '<svg role="img"><circle r="5"/></svg>',
    (tab) => check.isAccessible(tab, axe)],
  ['shows fewer dots than seats', `<svg class="house" aria-labelledby="house-title"><g><circle/>
    </g></svg><table><caption id="result-caption">x</caption><tbody><tr><td class="strong">2</td>
    </tr></tbody><tfoot><tr><td class="strong">2</td></tr></tfoot></table>`,
    (tab) => check.picturesAgree(tab)],
  ['keeps a fold closed on paper', `<style>@media print{details::details-content{
    content-visibility:hidden}}</style><details><summary>x</summary><p>y</p></details>`,
    (tab) => check.printsWhole(tab)],
  ['hides the focus', '<style>a{outline:none}</style><a href="#x" id="x">x</a>',
    (tab) => check.isKeyboardUsable(tab)],
  ['loses its marks in forced colours', `<style>.bar rect{fill:Canvas;stroke:Canvas}
    body{background:Canvas}</style><svg class="bar"><rect width="9" height="9"/></svg>`,
    (tab) => check.survivesForcedColours(tab)],
];

async function testControl(browser, [name, body, find]) {
  const path = resolve(join(out, 'faulty.html'));
  const url = pathToFileURL(path).href;
  await writeFile(path, frame(body));
  const wrong = await inTab(browser, url, (tab) => find(tab, url));
  report(`control: a page that ${name} is found`, wrong.length > 0 ? [] : ['nothing was found']);
}

await mkdir(out, { recursive: true });
const browser = await openBrowser(chromium);
try {
  for (const path of pages) {
    await testPage(browser, path);
  }
  for (const fault of faulty) {
    await testControl(browser, fault);
  }
  console.log(`1..${number}`);
} finally {
  await browser.close();
}
