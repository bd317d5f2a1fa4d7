import { Argument, type Command, Option } from 'commander';
import type { Session } from './session.js';
import { collect } from './state-commands.js';

/** Names of src/cli/init/examples.ts, which is only loaded to write one. */
const exampleNames = ['saas-trial', 'newsletter', 'b2b-de'];

/** Turns a command into an action that remembers its exit code. */
type RunCommand = (command: () => Promise<{ readonly code: number }>) => () => Promise<void>;

/** The commands about a project as a whole: begin one, review a change of its config, find out what is wrong with it. */
export function addProjectCommands(program: Command, run: RunCommand, session: () => Session): void {
  const init = program
    .command('init')
    .description('begin a project that runs at once: config, data, a first test, a workflow')
    .argument('[dir]', 'where (else here)')
    .addOption(
      new Option('--example <name>', 'project to begin with (else saas-trial)').choices(exampleNames),
    )
    .option('--leads <file>', 'your own leads instead of an example: columns mapped by their headers')
    .option('--events <file>', 'your own events (repeatable)', collect)
    .option('--yes', 'ask nothing')
    .addHelpText(
      'after',
      '\nAsks on a terminal; files that are there are never overwritten.\n\nExamples:\n  $ nurture init\n  $ nurture init trial --example saas-trial --yes\n  $ nurture init --leads contacts.csv --events activities.csv --yes\n',
    );
  init.action((directory: string | undefined, options) =>
    run(async () =>
      (await import('./commands/init.js')).init(session(), {
        ...options,
        ...(directory === undefined ? {} : { directory }),
      }),
    )(),
  );

  const diff = program
    .command('diff')
    .description('what a change of the config does to the real leads: scores, segments, sends')
    .argument('<old>', 'config file, or one of a git revision such as HEAD~1:nurture.yaml')
    .argument('[new]', 'the same (else --config, else nurture.yaml here or above)')
    .option('-o, --output <file>', 'write the result; md or json by extension (repeatable)', collect)
    .option('--horizon <duration>', 'how far to look ahead for sends (else 24h)')
    .option('--json', 'print one JSON document')
    .option('--leads', 'also write the leads behind the numbers to files and JSON: personal data')
    .option('--limit <n>', 'leads to print (else 10)')
    .option('--detailed-exitcode', 'exit with 10 when anything differs')
    .addHelpText(
      'after',
      '\nFiles of a revision are named from the top of the repository, or from here with ./ before\nthem. Sources are read as they are now, for both configs.\n\nExamples:\n  $ nurture diff HEAD:nurture.yaml\n  $ nurture diff nurture.yaml proposal.yaml --horizon 7d\n  $ nurture diff main:nurture.yaml nurture.yaml -o comment.md\n',
    );
  diff.action((old: string, now: string | undefined, options) =>
    run(async () =>
      (await import('./commands/diff.js')).diff(session(), {
        ...options,
        old,
        ...(now === undefined ? {} : { new: now }),
      }),
    )(),
  );

  const doctor = program
    .command('doctor')
    .description('is everything in order: versions, config, files, state, room on the disk')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nEach check is ok, warn or fail, with what to do. Ends with 1 when one fails.\n\nExamples:\n  $ nurture doctor\n  $ nurture doctor --json | jq ".checks[] | select(.status != \\"ok\\")"\n',
    );
  doctor.action((options) =>
    run(async () => (await import('./commands/doctor.js')).doctor(session(), options))(),
  );

  const complete = program
    .command('complete')
    .description('print a script with which a shell completes commands, options and values')
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish', 'powershell']))
    .addHelpText(
      'after',
      '\nExamples:\n  $ source <(nurture complete bash)\n  $ nurture complete fish > ~/.config/fish/completions/nurture.fish\n',
    );
  complete.action((shell) =>
    run(async () => (await import('./commands/complete.js')).complete(session(), program, shell))(),
  );
}
