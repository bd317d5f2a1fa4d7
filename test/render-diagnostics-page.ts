import { diagnosticCodes } from '../src/diagnostics/codes.js';

const sections: readonly (readonly [prefix: string, title: string, about: string])[] = [
  ['config', 'The config', 'Mistakes, and habits that make a score worse. Every command looks for them.'],
  [
    'lint',
    'Advice',
    'What could be better about a config without mistakes. `nurture validate` alone looks for it.',
  ],
  ['yaml', 'YAML', 'The text is no YAML, or YAML would read something else than what is written.'],
  ['calendar', 'Calendars', 'Holidays of `policy.holidays`.'],
  ['input', 'Files', 'What `nurture validate --data`, `score`, `plan` and the others find in files.'],
  ['data', 'Leads as a whole', 'What is odd once all leads are known.'],
  ['plan', 'Plans', 'Why a plan must not be sent.'],
  ['story', 'Stories', 'What `nurture test` finds in scenario tests.'],
  ['state', 'The state', 'What is wrong with the directory of committed runs.'],
];

const head = `# What is looked at

<!-- Generated from src/diagnostics/codes by test/docs.test.ts; UPDATE_SCHEMA=1 writes it. -->

\`nurture validate\` checks a config, and with \`--data\` its sources as well. Each problem has a code, which names one bad pattern and is
never used for another, a place, a reason and a remedy. An **error** keeps the config from being used; a **warning** is probably a
mistake; an **info** is worth a thought. Errors end with exit code 1, under \`--strict\` warnings as well.

## How seriously

The severity of everything but errors can be chosen, and every mail can be asked for what the team agreed on:

\`\`\`yaml
lint:
  rules:
    lint/no-exit: error # of validate alone: nobody is kept from working with the config
    lint/priority-tie: off
  require: [cta, stage, lever] # of every mail
\`\`\`

A single place is excused by a comment with a reason, on its line or above it. A comment without a reason excuses nothing, and one that
excuses nothing any more is told:

\`\`\`yaml
      - { id: opens, event: email.opened, points: 1 } # nurture-ignore config/vanity-factor: no machine reads our mail
\`\`\`

\`lint/long-welcome\` compares with \`score.sales_cycle\`, the usual time from the first contact to a deal; a config without it is not asked.

## Cures

\`nurture validate --fix\` corrects in the file what has one certain cure, and prints each change: names with one near match, signs of
operators (\`">="\`), quotes of numbers, comments that excuse nothing. Everything else stays as it is, comments and blanks included. An event type or
a field that only looks misspelt may be your own, and is left alone.

`;

/** docs/diagnostics.md: every code with what it means, why it matters and what to do. */
export function renderDiagnosticsPage(): string {
  const parts = sections.map(([prefix, title, about]) => {
    const codes = Object.entries(diagnosticCodes).filter(([code]) => code.startsWith(`${prefix}/`));
    const rows = codes.map(
      ([code, { severity, summary, why, help }]) =>
        `| \`${code}\` | ${severity} | ${cell(summary)} | ${cell(why)} ${cell(help)} |\n`,
    );
    return `## ${title}\n\n${about}\n\n| code | severity | what | why, and what to do |\n| --- | --- | --- | --- |\n${rows.join('')}`;
  });
  return `${head}${parts.join('\n')}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
