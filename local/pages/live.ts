/** Where the pages load the script below. */
export const livePath = '/local/live.js';

/**
 * Keeps what is marked `data-live` up to date while somebody looks at it, by reading the same page again; and shows times' passing by nothing else. The
 * pages work without it. It rests the longer, the longer the page took, so that a busy machine is not kept busy.
 */
export const liveScript = `
async function refresh() {
  const began = Date.now();
  if (!document.hidden) {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } }).catch(() => undefined);
    const fresh = answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : undefined;
    for (const part of fresh ? document.querySelectorAll('[data-live]') : []) {
      const now = fresh.getElementById(part.id);
      const inUse = part.contains(document.activeElement) || getSelection()?.containsNode(part, true) && !getSelection().isCollapsed;
      if (now && !inUse && now.innerHTML !== part.innerHTML) part.replaceChildren(...now.childNodes);
    }
  }
  setTimeout(refresh, 2000 + 10 * (Date.now() - began));
}
setTimeout(refresh, 2000);
`.trimStart();
