// What is asked of a page in a browser. Each check returns what is wrong, in words: an empty list
// when nothing is.

const AXE_TAGS = [
  'wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice',
];

// The page itself is the only thing that may be asked for.
export function loadsNothing(tab, url) {
  return tab.seen.requests.filter((r) => r !== url && !r.startsWith('data:'));
}

export function saysNothing(tab) {
  return tab.seen.complaints;
}

export async function staysWithin(tab) {
  const [content, window] = await tab.run(
    '[document.documentElement.scrollWidth, document.documentElement.clientWidth]');
  return content > window ? [`${content} px wide in a window of ${window}`] : [];
}

async function runAxe(tab, axe, only) {
  await tab.run('document.querySelectorAll("details").forEach((d) => { d.open = true; })');
  await tab.run(`typeof globalThis.axe === 'undefined' && eval(${JSON.stringify(axe)}) && true`);
  return tab.run(`axe.run(document, { runOnly: ${JSON.stringify(only)}, resultTypes:
    ['violations'] }).then((r) => r.violations.map((v) =>
      v.id + ': ' + v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(' | ')))`);
}

export function isAccessible(tab, axe) {
  return runAxe(tab, axe, AXE_TAGS);
}

// The one rule that depends on the scheme of colours.
export function hasContrast(tab, axe) {
  return runAxe(tab, axe, ['color-contrast']);
}

// As many dots as the table has seats; as many rows in the table as bars. Of every half circle and
// its section's table, the whole and each part.
export async function picturesAgree(tab) {
  return tab.run(`(() => {
    const wrong = [];
    const number = (e) => Number(e.textContent.replace(/[^0-9]/g, ''));
    for (const house of document.querySelectorAll('svg.house')) {
      const id = house.getAttribute('aria-labelledby').split('house-')[0];
      const table = document.getElementById(id + 'result-caption').closest('table');
      const said = number([...table.tFoot.querySelectorAll('td.strong')].pop());
      const groups = [...house.querySelectorAll('g:not(.vacant)')];
      const dots = groups.reduce((n, g) => n + g.querySelectorAll('circle').length, 0);
      if (dots !== said) wrong.push(id + dots + ' dots for ' + said + ' seats');
      const rows = [...table.tBodies[0].rows].map((r) => number(r.querySelector('td.strong')));
      const each = groups.map((g) => g.querySelectorAll('circle').length);
      const sorted = (a) => a.filter((n) => n > 0).sort((x, y) => x - y).join();
      if (sorted(rows) !== sorted(each)) wrong.push(id + 'dots by list differ from the table');
    }
    return wrong;
  })()`);
}

// On paper every fold is open.
export async function printsWhole(tab) {
  await tab.run('document.querySelectorAll("details").forEach((d) => { d.open = false; })');
  await tab.media({ type: 'print' });
  const hidden = await tab.run(`[...document.querySelectorAll('details')].filter((d) =>
    [...d.children].some((c) => c.tagName !== 'SUMMARY' &&
      !c.checkVisibility({ contentVisibilityAuto: true }))).length`);
  const flat = await tab.run(`[...document.querySelectorAll('details > :not(summary)')].filter((c) =>
    c.getBoundingClientRect().height === 0).length`);
  await tab.media({});
  return hidden + flat > 0 ? [`${hidden} folds stay closed on paper, ${flat} have no height`] : [];
}

// With the keys alone: the first stop skips to the result, every stop is seen and shows that it is
// the one, a fold opens with the blank.
export async function isKeyboardUsable(tab) {
  const wrong = [];
  await tab.run('document.querySelectorAll("details").forEach((d) => { d.open = false; })');
  await tab.run('document.activeElement.blur(); scrollTo(0, 0)');
  const stops = await tab.run(`[...document.querySelectorAll('a[href], summary, [tabindex="0"]')]
    .filter((e) => e.checkVisibility({ contentVisibilityAuto: true })).length`);
  for (let i = 0; i < stops; i++) {
    await tab.key('Tab', 9);
    const at = await tab.run(`(() => {
      const e = document.activeElement;
      const box = e.getBoundingClientRect();
      const style = getComputedStyle(e);
      const seen = box.bottom > 0 && box.top < innerHeight && box.width > 0 && box.height > 0;
      return { name: e.tagName + ' ' + e.textContent.slice(0, 40), seen,
        first: e.className === 'skip', body: e === document.body,
        marked: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2 };
    })()`);
    if (at.body) {
      return [...wrong, `only ${i} of ${stops} stops are reached`];
    }
    if (!at.seen || !at.marked || (i === 0) !== at.first) {
      wrong.push(`stop ${i}: ${JSON.stringify(at)}`);
    }
  }
  const folds = await tab.run('document.querySelectorAll("summary").length');
  if (folds > 0) {
    await tab.run('document.querySelector("summary").focus()');
    await tab.key(' ', 32);
    if (!(await tab.run('document.querySelector("summary").parentElement.open'))) {
      wrong.push('a fold does not open with the blank');
    }
  }
  return wrong;
}

// With the colours of the reader's system forced on the page, marks are still told from the ground.
export async function survivesForcedColours(tab) {
  await tab.media({ forced: 'active' });
  const same = await tab.run(`(() => {
    const ground = getComputedStyle(document.body).backgroundColor;
    return [...document.querySelectorAll('.bar rect:not(.track), .house circle')].filter((e) => {
      const style = getComputedStyle(e);
      return style.fill === ground && style.stroke === ground;
    }).length;
  })()`);
  await tab.media({});
  return same > 0 ? [`${same} marks vanish`] : [];
}
