import { type Command, Option } from 'commander';
import { stopKinds } from '../model/ledger.js';
import type { Session } from './session.js';

/** Turns a command into an action that remembers its exit code. */
export type RunCommand = (command: () => Promise<{ readonly code: number }>) => () => Promise<void>;

/** The commands that read or change what is committed (S7). */
export function addStateCommands(program: Command, run: RunCommand, session: () => Session): void {
  const runOnce = program.command('run');
  runOnce
    .description('plan and commit, for cron: what is sent is remembered, and never sent again')
    .option('-l, --leads <file>', 'lead file or glob (else the sources of the config)')
    .option('-e, --events <file>', 'event file or glob (repeatable)', collect);
  addPlanFlags(runOnce)
    .option('--allow-blast', 'send more than the blast gate lets pass')
    .option('--dry-run', 'do everything but commit')
    .addHelpText('after', '\nExamples:\n  $ nurture run\n  $ nurture run --dry-run\n');
  runOnce.action((options) => run(async () => (await import('./commands/run.js')).run(session(), options))());

  const commit = program
    .command('commit')
    .description('make a plan real, but for those who have said no since')
    .argument('<plan>', 'directory that nurture plan -o has written')
    .option('--json', 'print the outcome as a JSON document')
    .addHelpText('after', '\nExample:\n  $ nurture plan -o plan && nurture commit plan\n');
  commit.action((plan: string, options) =>
    run(async () => (await import('./commands/commit.js')).commit(session(), { ...options, plan }))(),
  );

  const recheck = program
    .command('recheck')
    .description('who of a run has said no since; its lists once more, without them')
    .argument('<run>', 'id of a run, its beginning, or last')
    .option('-o, --output <dir>', 'write the lists without them, and who they are')
    .option('--json', 'print the numbers as a JSON document')
    .addHelpText('after', '\nExamples:\n  $ nurture recheck last\n  $ nurture recheck last -o handover\n');
  recheck.action((name: string, options) =>
    run(async () => (await import('./commands/recheck.js')).recheck(session(), { ...options, run: name }))(),
  );

  const cancel = program
    .command('cancel')
    .description('take a run back whose mail did not go out: it may be planned again')
    .argument('<run>', 'id of a run, its beginning, or last')
    .option('--reason <text>', 'why, for those who look at it later')
    .option('--json', 'print the outcome as a JSON document')
    .addHelpText('after', '\nExample:\n  $ nurture cancel last --reason "list rejected by the provider"\n');
  cancel.action((name: string, options) =>
    run(async () => (await import('./commands/cancel.js')).cancel(session(), { ...options, run: name }))(),
  );

  addRunsCommand(program, run, session);
  addSuppressCommand(program, run, session);
}

function addRunsCommand(program: Command, run: RunCommand, session: () => Session): void {
  const runs = program
    .command('runs')
    .description('the committed runs: list them, look at one, prove that they are whole')
    .addHelpText('after', '\nExamples:\n  $ nurture runs list\n  $ nurture runs verify\n');
  const load = () => import('./commands/runs.js');
  runs
    .command('list', { isDefault: true })
    .description('all runs, the last ones last')
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  $ nurture runs list\n  $ nurture runs list --json | jq ".runs[-1]"\n',
    )
    .action((options) => run(async () => (await load()).listRuns(session(), options))());
  runs
    .command('show')
    .description('what a run consists of and was made from')
    .argument('<run>', 'id of a run, its beginning, or last')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ nurture runs show last\n')
    .action((name: string, options) =>
      run(async () => (await load()).showRun(session(), { ...options, run: name }))(),
    );
  runs
    .command('verify')
    .description('hash everything: whether it is what was committed')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ nurture runs verify\n')
    .action((options) => run(async () => (await load()).verifyRuns(session(), options))());
  runs
    .command('adopt')
    .description('take the state as it is, after it was restored, moved or lost something')
    .option('--reason <text>', 'why, for those who look at it later')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ nurture runs adopt --reason "moved to a new machine"\n')
    .action((options) => run(async () => (await load()).adoptRuns(session(), options))());
}

function addSuppressCommand(program: Command, run: RunCommand, session: () => Session): void {
  const suppress = program
    .command('suppress')
    .description('addresses and domains that must not be mailed, whatever the sources say')
    .addHelpText(
      'after',
      '\nExamples:\n  $ nurture suppress add anna@corp.example --reason "asked by phone"\n  $ nurture suppress add @competitor.example\n  $ nurture suppress check anna@corp.example\n',
    );
  const load = () => import('./commands/suppress.js');
  suppress
    .command('add')
    .description('suppress addresses and domains from now on; only their later consent lifts it')
    .argument('<who...>', 'addresses, and domains with an @ before them')
    .option('--reason <text>', 'why, for those who look at it later')
    .option('--purpose <name>', 'only for campaigns of this purpose (else all)')
    .addOption(new Option('--kind <kind>', 'what was said').choices([...stopKinds]).default('list'))
    .option('--json', 'print one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  $ nurture suppress add anna@corp.example --reason "asked by phone"\n  $ nurture suppress add @competitor.example --purpose newsletter\n',
    )
    .action((who: readonly string[], options) =>
      run(async () => (await load()).addSuppressions(session(), { ...options, who }))(),
    );
  suppress
    .command('list')
    .description('what was suppressed by hand')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ nurture suppress list\n')
    .action((options) => run(async () => (await load()).listSuppressions(session(), options))());
  suppress
    .command('check')
    .description('everything the state keeps of an address or domain')
    .argument('<who>', 'address, or domain with an @ before it')
    .option('--json', 'print one JSON document')
    .addHelpText('after', '\nExample:\n  $ nurture suppress check anna@corp.example\n')
    .action((who: string, options) =>
      run(async () => (await load()).checkSuppression(session(), { ...options, who }))(),
    );
}

/** How a plan is made and shown, for the commands that make one. */
export function addPlanFlags(command: Command): Command {
  return command
    .option('--horizon <duration>', 'how far to look ahead (else 24h)')
    .option('--json', 'print the summary as a JSON document')
    .option('--reasons', 'also print every reason with its number of leads')
    .option(
      '--summary <file>',
      'write the totals for the log of the job, without personal data: .md or .json',
    )
    .option('--limit <n>', 'sends to print (else 10)');
}

/** Gathers the values of an option that may be given several times. */
export function collect(value: string, all: readonly string[] = []): readonly string[] {
  return [...all, value];
}
