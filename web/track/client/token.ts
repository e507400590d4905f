const TOKEN = /^[0-9A-Z]{26}\.[0-9A-Za-z-]{1,40}\.\d{1,4}\.[\w-]{22}$/;

/** The token that the confirmation page's link carries behind the `#`. It leaves the address bar at once: not to be copied, shared or put among bookmarks. */
export function tokenInAddress(): string | undefined {
  const parts = location.hash.slice(1).split('&');
  const lead = parts.find((part) => part.startsWith('lead='));
  if (lead === undefined) return undefined;
  const rest = parts.filter((part) => part !== lead).join('&');
  history.replaceState(history.state, '', location.pathname + location.search + (rest && `#${rest}`));
  const token = lead.slice('lead='.length);

  return TOKEN.test(token) ? token : undefined;
}

/** Whether the browser asks on behalf of its user not to be tracked. */
export function refusesTracking(): boolean {
  const { doNotTrack, globalPrivacyControl } = navigator as Navigator & { globalPrivacyControl?: boolean };

  return doNotTrack === '1' || globalPrivacyControl === true;
}
