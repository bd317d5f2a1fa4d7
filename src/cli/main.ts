import { Command, CommanderError, Option } from 'commander';
import { UnusableInput } from '../engine/unusable-input.js';
import { visible } from '../report/diagnostics/terminal-text.js';
import { exitCodes } from './exit-codes.js';
import { CommandFailure } from './failure.js';
import { addProjectCommands } from './project-commands.js';
import { type GlobalFlags, Session } from './session.js';
import { addPlanFlags, addStateCommands, collect } from './state-commands.js';
import type { Terminal } from './terminal.js';
import { addTestCommand } from './test-command.js';
import { validateFormats } from './validate-formats.js';
import { version } from './version.js';

/** Runs one command line and returns its exit code. Failures of users get a message, failures of ours a trace. */
export async function main(args: readonly string[], terminal: Terminal): Promise<number> {
  // The reader of our output may go away, as `head` does; that ends the output, not the program with a trace.
  for (const stream of [terminal.stdout, terminal.stderr]) {
    stream.on('error', (error) => {
      if (!isBrokenPipe(error)) throw error;
    });
  }
  const program = buildProgram(terminal);
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode(program);
  } catch (error) {
    return explainFailure(error, program, terminal);
  }
}

const results = new WeakMap<Command, number>();

function exitCode(program: Command): number {
  return results.get(program) ?? exitCodes.done;
}

function explainFailure(error: unknown, program: Command, terminal: Terminal): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  if (error instanceof CommandFailure) {
    terminal.stderr.write(`error: ${visible(error.message)}\n`);
    return error.exitCode;
  }
  if (error instanceof UnusableInput) {
    new Session(terminal, program.opts<GlobalFlags>()).report(error.diagnostics);
    return exitCodes.inputUnusable;
  }
  if (isBrokenPipe(error)) return exitCodes.done;
  const trace = error instanceof Error ? (error.stack ?? error.message) : String(error);
  terminal.stderr.write(`internal error: this is a bug in nurture ${version}, please report it.\n${trace}\n`);
  return exitCodes.internalError;
}

/** The reader of our output went away, as `head` does: nothing is wrong. */
function isBrokenPipe(error: unknown): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === 'EPIPE';
}

/** The program with all its commands, for those who run it, describe it or complete it. */
export function buildProgram(terminal: Terminal): Command {
  const program = new Command('nurture')
    .description('Score leads and explain every number, from a YAML config and exported files. Offline.')
    .version(version, '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void terminal.stdout.write(text),
      writeErr: (text) => void terminal.stderr.write(text.split('\n').map(visible).join('\n')),
    })
    .showHelpAfterError('(nurture --help shows the commands)')
    .addOption(env('-c, --config <file>', 'config to use (else nurture.yaml here or above)', 'CONFIG'))
    .addOption(env('--as-of <instant>', 'answer as of this instant (else now)', 'AS_OF'))
    .addOption(env('--state <dir>', 'directory of committed runs (else .nurture beside the config)', 'STATE'))
    .addOption(env('--strict', 'data problems become errors', 'STRICT'))
    .addOption(
      env(
        '--dialect <yaml>',
        "how the named files are written, e.g. '{ encoding: windows-1252 }'",
        'DIALECT',
      ),
    )
    .addOption(
      env('--max-quarantined <share>', 'stop above this share of unusable rows (else 1%)', 'MAX_QUARANTINED'),
    )
    .addOption(
      env('--baseline <file>', 'JSON document of an earlier score to compare the data with', 'BASELINE'),
    )
    .addOption(env('-q, --quiet', 'no progress, notes or warnings', 'QUIET'))
    .addOption(env('--color <when>', 'colours', 'COLOR').choices(['auto', 'always', 'never']).default('auto'))
    .addOption(env('--plain', 'no box drawing and no rewriting of lines', 'PLAIN'))
    .addOption(env('--memory <size>', 'limit of memory, such as 4GB (else 70 % of the machine)', 'MEMORY'))
    .addOption(env('--threads <n>', 'threads of the engine (else all)', 'THREADS'))
    .addOption(env('--debug', 'times of each step on standard error', 'DEBUG'))
    .addHelpText(
      'after',
      '\nExamples:\n  $ nurture score leads.csv -e events.csv\n  $ nurture explain anna@example.com\n  $ nurture validate nurture.yaml\n',
    );
  addCommands(program, terminal);
  return program;
}

function addCommands(program: Command, terminal: Terminal): void {
  const run = (command: () => Promise<{ readonly code: number }>) => async () => {
    results.set(program, (await command()).code);
  };
  const session = () => new Session(terminal, program.opts<GlobalFlags>());

  const score = program
    .command('score')
    .description('score leads: FIT, PAIN, velocity, who is ready for sales')
    .argument('[leads...]', 'lead files or globs, - for standard input (else the sources of the config)')
    .option('-e, --events <file>', 'event file or glob (repeatable)', collect)
    .option(
      '-o, --output <file>',
      'write all leads; csv, json, jsonl or parquet by extension (repeatable)',
      collect,
    )
    .addOption(new Option('--format <format>', 'what to print').choices(['table', 'csv', 'json', 'jsonl']))
    .option('--json', 'print one JSON document')
    .option('--columns <names>', 'columns to write and print, separated by commas (else all)')
    .option('--limit <n>', 'leads to print')
    .option('--rejects <file>', 'write the rows that could not be used, with place and reason')
    .option('--conflicts <file>', 'write the values for which sources of leads differ')
    .addHelpText(
      'after',
      '\nExamples:\n  $ nurture score leads.csv -e "events-*.csv" -o scores.csv\n  $ nurture score --as-of 2026-03-01 --json | jq ".leads[0]"\n',
    );
  score.action((leads: readonly string[], options) =>
    run(async () => (await import('./commands/score.js')).score(session(), { ...options, leads }))(),
  );

  const explain = program
    .command('explain')
    .description('the statement of one lead: why it has the score it has')
    .argument('<lead>', 'key or e-mail address of the lead')
    .option('-l, --leads <file>', 'lead file or glob (else the sources of the config)')
    .option('-e, --events <file>', 'event file or glob (repeatable)', collect)
    .option('--json', 'print one JSON document')
    .option('--events-limit <n>', 'events of the timeline to print (else 10)')
    .addHelpText(
      'after',
      '\nExamples:\n  $ nurture explain anna@example.com\n  $ nurture explain L-0042 --as-of 2026-03-01\n',
    );
  explain.action((lead: string, options) =>
    run(async () => (await import('./commands/explain.js')).explain(session(), { ...options, lead }))(),
  );

  const plan = program.command('plan');
  plan
    .description('decide the next sends, and say of everybody why or why not; changes no state')
    .option('-l, --leads <file>', 'lead file or glob (else the sources of the config)')
    .option('-e, --events <file>', 'event file or glob (repeatable)', collect)
    .option('-o, --output <dir>', 'write the plan: decisions, ledger, summary and manifest');
  addPlanFlags(plan)
    .option('--render [lead]', 'print mails as they would go out: those of a lead, or the first ones')
    .option('--allow-blast', 'plan more sends than the blast gate lets pass')
    .option('--detailed-exitcode', 'exit with 10 when something is to be sent')
    .addHelpText(
      'after',
      '\nExamples:\n  $ nurture plan\n  $ nurture plan -o plan --as-of 2026-03-02T08:00\n  $ nurture plan --render anna@example.com\n',
    );
  plan.action((options) => run(async () => (await import('./commands/plan.js')).plan(session(), options))());

  addStateCommands(program, run, session);
  addProjectCommands(program, run, session);

  const inspect = program
    .command('inspect')
    .description('what is in files: encoding, columns, dates, what is unclear, and the YAML to paste')
    .argument('<files...>', 'files or globs, - for standard input')
    .option('--json', 'print one JSON document')
    .option('--show-values', 'also print the first rows as they are (else values are masked)')
    .addHelpText(
      'after',
      '\nWithout --show-values cells are shown in their form alone: letters as x, digits\nas 9, addresses as a***@host. Ranges of numbers and dates and names of event\ntypes are shown as they are.\n\nExamples:\n  $ nurture inspect leads.csv events.jsonl\n  $ nurture inspect export.csv --dialect "{ encoding: windows-1252 }"\n',
    );
  inspect.action((files: readonly string[], options) =>
    run(async () => (await import('./commands/inspect.js')).inspect(session(), { ...options, files }))(),
  );

  const segment = program
    .command('segment')
    .description('who is in which segment: sizes, overlaps, trend; or the members of one')
    .argument('[id]', 'segment, or partition/part (else sizes of all)')
    .option('-l, --leads <file>', 'lead file or glob (else the sources of the config)')
    .option('-e, --events <file>', 'event file or glob (repeatable)', collect)
    .option('--overlap [ids]', 'sizes of all overlaps, of segments separated by commas (else the first 20)')
    .option('--trend <instant>', 'sizes, and who joined and left since this earlier instant')
    .option(
      '-o, --output <file>',
      'write all members; csv, json, jsonl or parquet by extension (repeatable)',
      collect,
    )
    .addOption(
      new Option(
        '--audience <platform>',
        'write the members to -o in the hashed form of an ad platform',
      ).choices(['google', 'meta', 'tiktok']),
    )
    .addOption(new Option('--format <format>', 'what to print').choices(['table', 'csv', 'json', 'jsonl']))
    .option('--json', 'print one JSON document')
    .option('--columns <names>', 'columns of members to write and print, separated by commas (else all)')
    .option('--limit <n>', 'members to print')
    .addHelpText(
      'after',
      '\nExamples:\n  $ nurture segment --overlap\n  $ nurture segment engaged -o engaged.csv\n  $ nurture segment --as-of 2026-03-01 --trend 2026-02-01\n',
    );
  segment.action((id: string | undefined, options) =>
    run(async () =>
      (await import('./commands/segment.js')).segment(session(), {
        ...options,
        ...(id === undefined ? {} : { id }),
      }),
    )(),
  );

  const accounts = program
    .command('accounts')
    .description('the companies behind the leads: scores, people, roles that are missing')
    .option('-l, --leads <file>', 'lead file or glob (else the sources of the config)')
    .option('-e, --events <file>', 'event file or glob (repeatable)', collect)
    .option(
      '-o, --output <file>',
      'write all accounts; csv, json, jsonl or parquet by extension (repeatable)',
      collect,
    )
    .addOption(new Option('--format <format>', 'what to print').choices(['table', 'csv', 'json', 'jsonl']))
    .option('--json', 'print one JSON document')
    .option('--limit <n>', 'accounts to print')
    .addHelpText(
      'after',
      '\nExamples:\n  $ nurture accounts --limit 50\n  $ nurture accounts -o accounts.csv\n',
    );
  accounts.action((options) =>
    run(async () => (await import('./commands/accounts.js')).accounts(session(), options))(),
  );

  addTestCommand(program, run, session);

  const validate = program
    .command('validate')
    .description('check a config: every problem with its place, why it matters and what to do')
    .argument('[config]', 'config file (else --config, else nurture.yaml here or above)')
    .option('--data', 'also read the sources, and check the config against them')
    .option('--fix', 'correct what has a certain cure in the file, and say what was changed')
    .addOption(
      new Option('--format <format>', 'how to print').choices([...validateFormats]).default('pretty'),
    )
    .addHelpText(
      'after',
      '\nWithout --strict only errors end with exit code 1, with it warnings do as well.\ndocs/diagnostics.md lists what is looked at.\n\nExamples:\n  $ nurture validate\n  $ nurture validate --data --as-of 2026-03-01\n  $ nurture validate campaign.yaml --format concise\n  $ nurture validate --format sarif > nurture.sarif\n  $ nurture validate --fix\n',
    );
  validate.action((config: string | undefined, options) =>
    run(async () => (await import('./commands/validate.js')).validate(session(), { ...options, config }))(),
  );

  program
    .command('schema')
    .description('print the JSON Schema of the config, for editors')
    .addHelpText('after', '\nExample:\n  $ nurture schema > nurture.schema.json\n')
    .action(run(async () => (await import('./commands/schema.js')).schema(session())));
}

function env(flags: string, description: string, name: string): Option {
  return new Option(flags, description).env(`NURTURE_${name}`);
}
