import { describe, expect, it } from 'vitest';
import type { Content, EngagementCase, Reaction, Step } from '../../src/model/campaign.js';
import { contentForms } from '../../src/model/content-forms.js';

const base: Content = {
  template: 'day-3',
  subject: 'Hello',
  sender: 'anna@example.com',
  variables: { intro: 'a', offer: 'b' },
};

describe('S5.5 forms of a mail', () => {
  it('are one without variants and resends', () => {
    expect(contentForms(step({}))).toEqual([{ variant: -1, resend: undefined, content: base }]);
  });

  it('are those of the variants, which leave out what is that of the step', () => {
    const variants = [
      { id: 'a', weight: 1, content: { variables: {} } },
      { id: 'b', weight: 0, content: { subject: 'Hi', variables: { offer: 'c' } } },
    ];
    expect(contentForms(step({ variants }))).toEqual([
      { variant: 0, resend: undefined, content: base },
      {
        variant: 1,
        resend: undefined,
        content: { ...base, subject: 'Hi', variables: { intro: 'a', offer: 'c' } },
      },
    ]);
  });

  it('are those of the resends of each variant behind them, in the order of the cases', () => {
    const variants = ['A', 'B'].map((subject) => ({
      id: subject,
      weight: 1,
      content: { subject, variables: {} },
    }));
    const forms = contentForms(
      step({
        variants,
        on: {
          ignored: again({ subject: 'Again' }),
          opened: again({ template: 'other', variables: { more: 'd' } }),
        },
      }),
    );
    expect(
      forms.map(({ variant, resend, content }) => [variant, resend, content.template, content.subject]),
    ).toEqual([
      [0, undefined, 'day-3', 'A'],
      [1, undefined, 'day-3', 'B'],
      [0, 'opened', 'other', 'A'],
      [1, 'opened', 'other', 'B'],
      [0, 'ignored', 'day-3', 'Again'],
      [1, 'ignored', 'day-3', 'Again'],
    ]);
    expect(forms[2]?.content.variables).toEqual({ intro: 'a', offer: 'b', more: 'd' });
  });
});

function again(content: Partial<Content>): Reaction {
  return { kind: 'resend', content, afterMs: 0, times: 1 };
}

function step(change: {
  readonly variants?: Step['variants'];
  readonly on?: Readonly<Partial<Record<EngagementCase, Reaction>>>;
}): Step {
  const next: Reaction = { kind: 'next' };
  return {
    id: 'day_3',
    channel: 'email',
    role: 'content',
    content: base,
    variants: change.variants ?? [],
    timing: { kind: 'after', after: { ms: 0, months: 0 } },
    expiresAfterMs: Number.POSITIVE_INFINITY,
    caseWindowMs: 0,
    on: {
      unsubscribed: { kind: 'exit' },
      undelivered: next,
      converted: { kind: 'exit' },
      clicked: next,
      opened: next,
      ignored: next,
      ...change.on,
    },
  };
}
