import { relative, resolve } from 'node:path';
import { exitCodes } from '../exit-codes.js';
import { CommandFailure } from '../failure.js';
import type { Beginning, InitOptions } from '../init/beginning.js';
import { examples } from '../init/examples.js';
import { exampleFiles } from '../init/project-files.js';
import { projectOfFiles } from '../init/project-of-files.js';
import { refuseExisting, writeProject } from '../init/write-project.js';
import type { Session } from '../session.js';

/** Writes a project that runs at once: a config, data, a first test, a workflow. Overwrites nothing. */
export async function init(session: Session, options: InitOptions) {
  const beginning = await askFor(session, options);
  if (beginning === undefined) return { code: exitCodes.interrupted };
  const { directory } = beginning;
  const files = await filesOf(session, beginning);
  refuseExisting(directory, files.keys());
  writeProject(directory, files);
  const { cwd } = session.terminal;
  const place = relative(cwd, directory);
  const lines = [...files.keys()].map((name) => `wrote ${place === '' ? name : `${place}/${name}`}`);
  const next = [
    ...(place === ''
      ? []
      : [`  cd ${/^[\w./-]+$/.test(place) ? place : `'${place.replaceAll("'", "'\\''")}'`}`]),
    '  nurture validate',
    '  nurture score',
    '  nurture plan',
  ];
  session.terminal.stdout.write(`${[...lines, '', 'Next:', ...next].join('\n')}\n`);
  return { code: exitCodes.done };
}

async function filesOf(session: Session, beginning: Beginning): Promise<ReadonlyMap<string, string>> {
  const { example, leads } = beginning;
  if (leads !== undefined) return projectOfFiles(session, { ...beginning, leads });
  const found = examples.find(({ id }) => id === example);
  if (found === undefined) throw new Error(`There is no example ${example}.`);
  return exampleFiles(found, session.asOf('UTC'));
}

/** The answers of flags, else of a person at a terminal; undefined when they have thought better of it. */
async function askFor(session: Session, options: InitOptions): Promise<Beginning | undefined> {
  const { stdin, stderr, cwd } = session.terminal;
  const { leads, events = [] } = options;
  if (leads === undefined && events.length > 0) {
    throw new CommandFailure(exitCodes.usage, '--events needs --leads: events belong to leads.');
  }
  if (leads === '-' || events.includes('-')) {
    throw new CommandFailure(exitCodes.usage, 'The files of a project have names; - is not one.');
  }
  const given: Beginning = {
    directory: resolve(cwd, options.directory ?? '.'),
    example: options.example ?? (examples[0]?.id as string),
    events,
    ...(leads === undefined ? {} : { leads }),
  };
  if (options.yes === true) return given;
  if (stdin.isTTY !== true || stderr.isTTY !== true) {
    throw new CommandFailure(
      exitCodes.usage,
      'This is not a terminal to ask questions on. Add --yes to take the flags as they are, and defaults for the rest.',
    );
  }
  const { askAtTerminal } = await import('../init/wizard.js');
  return askAtTerminal(session.terminal, given, options);
}
