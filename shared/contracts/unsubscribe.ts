/** What the button of our own page posts: a mail client's one-click says something else. */
export const fromPage = { name: 'from', value: 'page' } as const;
