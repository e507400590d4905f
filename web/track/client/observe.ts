import type { ActivityKind } from '#contracts/playbook.ts';
import type { Activity } from './queue.ts';

type Noted = Omit<Activity, 'id' | 'at'>;

/** Longer addresses are refused. */
const LONGEST = 1000;

/** What a page says about itself on the tag of this script. */
export interface AboutPage {
  view: ActivityKind;
  topic: string | undefined;
}

/** The visit of the page that is open. */
export const visit = ({ view, topic }: AboutPage): Noted => ({
  kind: view,
  ...pageOf(location),
  ...about(topic),
  ...signs(false),
});

/** Tells `note` of downloads, and of what is done with elements that name an activity (`data-goldpan-activity`); `left` when the page is left. */
export function observe(topic: string | undefined, note: (noted: Noted) => void, left: () => void): void {
  const heard = ({ target, type, isTrusted }: Event): void => {
    if (!(target instanceof Element)) return;
    const element = target.closest<HTMLElement>('[data-goldpan-activity],a[href]');
    if (element === null || element instanceof HTMLFormElement !== (type === 'submit')) return;
    const { goldpanActivity: kind, goldpanTopic = topic } = element.dataset;
    // What it names is the page's own affair: the server refuses what is no activity.
    if (kind !== undefined)
      note({
        kind: kind as ActivityKind,
        ...pageOf(location),
        ...about(goldpanTopic),
        ...signs(isTrusted, !isTrusted),
      });
    else if (element instanceof HTMLAnchorElement && isDownload(element))
      note({ kind: 'paper-downloaded', ...pageOf(element), ...about(goldpanTopic), ...signs(isTrusted, !isTrusted) });
  };
  for (const type of ['click', 'auxclick', 'submit']) addEventListener(type, heard, true);
  addEventListener('pagehide', left);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') left();
  });
}

const isDownload = (link: HTMLAnchorElement): boolean => link.hasAttribute('download') || /\.pdf$/i.test(link.pathname);

/** Without query and fragment, which hold what others put there. */
function pageOf({ protocol, host, pathname }: { protocol: string; host: string; pathname: string }): { page?: string } {
  const page = `${protocol}//${host}${pathname}`;

  return protocol.startsWith('http') && page.length <= LONGEST ? { page } : {};
}

const about = (topic: string | undefined): { topic?: string } => (topic === undefined ? {} : { topic });

/** What speaks for a person or a machine here. Events that a script made up are not trusted; browsers that are driven by a program say so. */
function signs(attended: boolean, automated = false): Pick<Noted, 'signs'> {
  if (automated || navigator.webdriver) return { signs: ['automated'] };
  if (attended) return { signs: ['attended'] };

  return document.visibilityState === 'visible' && document.hasFocus() ? {} : { signs: ['unattended'] };
}
