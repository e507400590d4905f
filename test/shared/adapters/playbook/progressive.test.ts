import { expect, it } from 'vitest';
import { compilePlaybook } from '#adapters/playbook/compile.ts';
import { playbookCopy } from '#test/support/playbook-copy.ts';

it('refuses a progressive form that has no room for what it requires', () => {
  using copy = playbookCopy();
  copy.edit('forms/consultation.yaml', 'maxFields: 4', 'maxFields: 1');

  expect(() => compilePlaybook(copy.dir)).toThrow(
    /forms\/consultation\.yaml:\d+: progressive\.maxFields must be at least 2: as many fields besides the address are required/,
  );
});

it('reckons the order itself: a form cannot give one', () => {
  using copy = playbookCopy();
  copy.edit('forms/consultation.yaml', 'maxFields: 4', 'maxFields: 4\n  order: [phone]');

  expect(() => compilePlaybook(copy.dir)).toThrow('progressive.order is not a known key');
});

it('reckons the order anew when the rules change', () => {
  using copy = playbookCopy();
  copy.edit(
    'qualification/fit.yaml',
    'points: 5\n    when: { field: phone, exists: true }',
    'points: 90\n    when: { field: phone, exists: true }',
  );

  expect(compilePlaybook(copy.dir).forms.consultation?.progressive?.order[0]).toBe('phone');
});
