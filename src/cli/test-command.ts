import type { Command } from 'commander';
import type { Session } from './session.js';
import type { RunCommand } from './state-commands.js';

/** The command that runs scenario tests. */
export function addTestCommand(program: Command, run: RunCommand, session: () => Session): void {
  const test = program
    .command('test')
    .description('scenario tests of the config: what runs at given instants make of invented leads')
    .argument('[files...]', 'test files, directories or globs (else tests/*.test.yaml beside the config)')
    .option('--coverage', 'also print which rules, segments, steps, cases and reasons no story touches')
    .option('--json', 'print one JSON document')
    .option('--junit <file>', 'also write the results as JUnit XML')
    .option('--watch', 'run again whenever the config or a test file changes')
    .option('--from-lead <id>', 'write a story from a lead of the sources, anonymised, instead')
    .option('-o, --output <file>', 'with --from-lead: write it there (else to standard output)')
    .addHelpText(
      'after',
      '\nExamples:\n  $ nurture test\n  $ nurture test tests/welcome.test.yaml --junit results.xml\n  $ nurture test --from-lead L-0042 -o tests/first.test.yaml\n',
    );
  test.action((files: readonly string[], options) =>
    run(async () => (await import('./commands/test.js')).test(session(), { ...options, files }))(),
  );
}
