/** What this device keeps: the token and what was not sent yet. Where the browser keeps nothing for us, for as long as the page is open. */
const memory = new Map<string, string>();
const names = { lead: 'goldpan.lead', queue: 'goldpan.queue' } as const;
type Name = keyof typeof names;

export function read(name: Name): string | undefined {
  try {
    return localStorage.getItem(names[name]) ?? memory.get(name);
  } catch {
    return memory.get(name);
  }
}

export function keep(name: Name, value: string): void {
  try {
    localStorage.setItem(names[name], value);
  } catch {
    memory.set(name, value);
  }
}

/** Leaves nothing behind. */
export function forget(): void {
  memory.clear();
  try {
    for (const name of Object.values(names)) localStorage.removeItem(name);
  } catch {
    // Closed to us: nothing is there.
  }
}
