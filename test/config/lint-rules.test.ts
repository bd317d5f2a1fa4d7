import { describe, expect, it } from 'vitest';
import { reviewConfig } from '../../src/config/lint/review-config.js';
import { parseConfig } from '../../src/config/parse-config.js';

const rule = '- { id: open, event: email.opened, class: email, points: 1 }';

function config(lines: string, rules = ''): string {
  const lint = rules === '' ? '' : `lint: { rules: { ${rules} } }\n`;
  return `${lint}score:\n  ready: 100\n  pain:\n    rules:\n${lines}\n`;
}

function told(text: string, isChecked: (code: string) => boolean = () => true) {
  return reviewConfig(text, 'nurture.yaml', { isTested: false })
    .tell([], isChecked)
    .map(({ code, severity }) => `${severity} ${code}`);
}

describe('lint.rules', () => {
  it.each([
    ['off', []],
    ['info', ['info config/vanity-factor']],
    ['warning', ['warning config/vanity-factor']],
    ['error', ['error config/vanity-factor']],
  ])('takes a code as %s', (severity, expected) => {
    expect(told(config(`      ${rule}`, `config/vanity-factor: ${severity}`))).toEqual(expected);
  });

  it('keeps nobody from working with a config', () => {
    const { config: parsed, diagnostics } = parseConfig(
      config(`      ${rule}`, 'config/vanity-factor: error'),
      'nurture.yaml',
    );
    expect(parsed).toBeDefined();
    expect(diagnostics.map(({ severity }) => severity)).toEqual(['warning']);
  });

  it('names codes that there are, and suggests the one that was meant', () => {
    const { diagnostics } = parseConfig(config(`      ${rule}`, 'config/vanity-facter: off'), 'nurture.yaml');
    expect(diagnostics.map(({ code, help }) => [code, help])).toContainEqual([
      'config/unknown-value',
      'Did you mean "config/vanity-factor"?',
    ]);
  });
});

describe('# nurture-ignore', () => {
  const reason = 'config/vanity-factor: our mails are read by people alone';

  it.each([
    ['on the line', `      ${rule} # nurture-ignore ${reason}`],
    ['on the line above', `      # nurture-ignore ${reason}\n      ${rule}`],
    ['above another comment', `      # nurture-ignore ${reason}\n      # opens\n      ${rule}`],
    ['of several codes', `      ${rule} # nurture-ignore config/vanity-factor, lint/no-exit: both`],
  ])('covers what is %s', (_, lines) => {
    const isChecked = (code: string) => code !== 'lint/no-exit';
    expect(told(config(lines), isChecked)).toEqual([]);
    expect(parseConfig(config(lines), 'nurture.yaml').diagnostics).toEqual([]);
  });

  it.each([
    [
      'behind another line',
      `      ${rule}\n      - { id: form, event: a.b, points: 1 } # nurture-ignore ${reason}`,
    ],
    ['of another code', `      ${rule} # nurture-ignore lint/no-exit: because`],
    ['of a code that nobody knows', `      ${rule} # nurture-ignore vanity-factor: because`],
  ])('covers nothing %s, and is told to be unused', (_, lines) => {
    expect(told(config(lines)).sort()).toEqual([
      'warning config/vanity-factor',
      'warning lint/unused-ignore',
    ]);
  });

  it('covers nothing without a reason', () => {
    for (const comment of ['config/vanity-factor', 'config/vanity-factor:', '']) {
      expect(told(config(`      ${rule} # nurture-ignore ${comment}`)).sort()).toEqual([
        'warning config/vanity-factor',
        'warning lint/ignored-without-reason',
      ]);
    }
  });

  it('is no comment inside of a text', () => {
    const text = `name: "# nurture-ignore ${reason}"\n${config(`      ${rule}`)}`;
    expect(told(text)).toEqual(['warning config/vanity-factor']);
  });

  it('never covers an error, but what the rules have made one', () => {
    expect(told(config(`      ${rule} # nurture-ignore ${reason}`, 'config/vanity-factor: error'))).toEqual(
      [],
    );
    const wrong = config(
      `      - { id: open, event: a.b, pionts: 1 } # nurture-ignore config/unknown-key: because`,
    );
    expect(told(wrong)).toContain('error config/unknown-key');
  });

  it('is not called unused when nobody has looked', () => {
    const lines = `      - { id: a, event: a.b, points: 1 } # nurture-ignore data/small-segment: we are few`;
    expect(told(config(lines), (code) => !code.startsWith('data/'))).toEqual([]);
    expect(told(config(lines))).toEqual(['warning lint/unused-ignore']);
  });
});
