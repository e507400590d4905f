import type { ActivityKind } from '#contracts/playbook.ts';
import { observe, visit } from './observe.ts';
import { add } from './queue.ts';
import { sender } from './send.ts';
import { forget, keep, read } from './store.ts';
import { refusesTracking, tokenInAddress } from './token.ts';

declare global {
  interface Window {
    goldpan: {
      /** Withdraws on this device: token and unsent activities are deleted, and nothing more is sent. */
      forget(): void;
    };
  }
}

// Before anything else looks at the address.
const token = tokenInAddress();
const { goldpanApi = '', goldpanView = 'page-visited', goldpanTopic: topic } = document.currentScript?.dataset ?? {};
const { soon, beforeLeaving } = sender(goldpanApi);

/** Without a token there is nobody who consented: nothing is kept, nothing is sent. */
function note(activity: Parameters<typeof add>[0]): void {
  if (read('lead') === undefined) return;
  add(activity);
  soon();
}

function arrive(found: string | undefined): void {
  if (refusesTracking()) forget();
  else if (found !== undefined) keep('lead', found);
}

// The server refuses what is no activity.
const visited = (): void => note(visit({ view: goldpanView as ActivityKind, topic }));

function begin(): void {
  arrive(token);
  visited();
  observe(topic, note, beforeLeaving);
  addEventListener('hashchange', () => {
    const found = tokenInAddress();
    arrive(found);
    if (found !== undefined) visited();
  });
  // Back from where the browser had put it aside.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) visited();
  });
}

window.goldpan = { forget };
// A page that the browser fetched ahead was not visited yet.
if ('prerendering' in document && document.prerendering === true)
  document.addEventListener('prerenderingchange', begin, { once: true });
else begin();
