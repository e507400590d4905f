import { expect, it } from 'vitest';
import { Submission } from '#contracts/submission.ts';

const isTaken = (page: string) => Submission.safeParse({ fields: {}, page }).success;

it.each(['https://www.example.com/de/?utm_source=fair#form', 'https://www.example.com/größe/日本'])(
  'takes the page %s for the proof as it is',
  (page) => {
    expect(isTaken(page)).toBe(true);
  },
);

it.each([
  ['half a character, which cannot be stored', 'https://www.example.com/\ud800'],
  ['a character that turns the direction of text', 'https://www.example.com/\u202emoc.live'],
  ['a control character', 'https://www.example.com/\u0000'],
  ['another protocol', 'javascript:alert(1)'],
])('refuses a page with %s', (_what, page) => {
  expect(isTaken(page)).toBe(false);
});
