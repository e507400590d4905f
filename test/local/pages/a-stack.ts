import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Started, start } from '#local/start/start.ts';
import { aSubmission, linkIn, mailTo, submit } from '#test/support/visitor.ts';

export type StackWithLead = Started['stack'] & { readonly email: string; readonly lines: readonly string[] };

/** A running stack with one lead, confirmed and offered; `lines` is what the terminal would show. */
export async function aStackWithLead(): Promise<StackWithLead & AsyncDisposable> {
  const stateDir = mkdtempSync(join(tmpdir(), 'goldpan-pages-'));
  const lines: string[] = [];
  const hear = (text: string) => void lines.push(text);
  const plain = (text: string) => text;
  const paint = { bold: plain, soft: plain, good: plain, gold: plain, bad: plain, link: plain };
  const { stack } = await start(
    { port: 0, stateDir, playbook: undefined },
    { paint, say: hear, mention: hear, report: hear },
  );
  const email = 'ada.lovelace@analytical.example';
  await submit(stack.url, await aSubmission(stack.url, { firstName: '<b>Ada' }, ['email', 'tracking']));
  const optIn = await mailTo(stack.url, email);
  await fetch(linkIn(optIn, 'confirm'), { method: 'POST', body: new URLSearchParams() });
  await stack.settle();

  return {
    ...stack,
    email,
    lines,
    async [Symbol.asyncDispose]() {
      await stack.stop();
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}
