import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { facts, playbookFacts } from '#contracts/events.ts';
import { consumers } from '#infra/consumers.ts';
import { functionNames } from '#infra/functions.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const text = (path: string) => readFileSync(join(root, path), 'utf8');
const events = Object.keys({ ...facts, ...playbookFacts });

describe.each(functionNames)('the README of %s', (name) => {
  const readme = text(`functions/${name}/README.md`);

  it('has the four parts, on one screen', () => {
    expect([...readme.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => heading)).toEqual([
      name,
      'Purpose',
      'Flow',
      'Touches',
      'Peculiarities',
    ]);
    expect(readme.split('\n').length).toBeLessThanOrEqual(41);
  });

  it('names the events it hears, and none that does not exist', () => {
    const named = new Set(
      [...readme.matchAll(/`((?:lead|activity|playbook)\.(?!json)[a-z-]+)`/g)].map(([, event = '']) => event),
    );
    expect([...named].filter((event) => !events.includes(event))).toEqual([]);
    const heard = consumers.find((consumer) => consumer.function === name)?.on ?? [];
    expect(heard.filter((event) => !named.has(event))).toEqual([]);
  });
});

const decisions = globSync('docs/adr/*.md', { cwd: root });

it.each(decisions)('%s has context, decision and consequence', (path) => {
  expect([...text(path).matchAll(/^## (.+)$/gm)].map(([, heading]) => heading)).toEqual([
    'Context',
    'Decision',
    'Consequence',
  ]);
});

it('numbers each decision once, as its file does', () => {
  const numbers = decisions.map((path) => Number(/(\d+)-/.exec(path)?.[1]));
  expect(decisions.map((path) => Number(/^# (\d+)\./.exec(text(path))?.[1]))).toEqual(numbers);
  expect(new Set(numbers).size).toBe(numbers.length);
});

const ours = globSync('{docs,functions,infra,playbook,local,web}/**/*.md', { cwd: root });

it.each([...ours, 'docs/runbook.md'])('%s links to nothing that is not there', (path) => {
  const targets = [...text(path).matchAll(/\]\((?!https?:|mailto:|#|\{)([^)#\s]+)/g)].map(([, to = '']) => to);
  expect(targets.filter((to) => !to.startsWith('/') && !existsSync(join(root, dirname(path), to)))).toEqual([]);
});
