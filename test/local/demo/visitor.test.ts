import { expect, test } from 'vitest';
import { visitors } from '#local/demo/visitor.ts';

test('the same seed makes the same visitors, another seed others', () => {
  expect(visitors(50, 7)).toEqual(visitors(50, 7));
  expect(visitors(50, 7)).not.toEqual(visitors(50, 8));
});

test('nobody has an address twice, and addresses of companies lie under .example', () => {
  const emails = visitors(2_000, 1).map(({ email }) => email);

  expect(new Set(emails).size).toBe(2_000);
  for (const email of emails) {
    expect(email).toMatch(/^[a-z0-9.-]+@(?:[a-z0-9-]+\.example|gmx\.de|gmail\.com|mailinator\.com)$/);
    if (!email.endsWith('.example')) expect(email).toContain('.goldpan-demo@');
  }
});

test('some leave at each step', () => {
  const all = visitors(1_000, 1);
  const submitting = all.filter(({ submits }) => submits).length;
  const confirming = all.filter(({ submits, confirms }) => submits && confirms).length;

  expect(submitting).toBeGreaterThan(450);
  expect(submitting).toBeLessThan(650);
  expect(confirming).toBeGreaterThan(0.65 * submitting);
  expect(confirming).toBeLessThan(0.9 * submitting);
});
