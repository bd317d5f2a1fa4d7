import { relative, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { cancel, confirm, intro, isCancel, select, text } from '@clack/prompts';
import type { Terminal } from '../terminal.js';
import type { Beginning, InitOptions } from './beginning.js';
import { examples } from './examples.js';

/** Asks a person what no flag has said. Undefined when they break it off: then nothing is written. */
export async function askAtTerminal(
  { cwd, ...terminal }: Terminal,
  given: Beginning,
  options: InitOptions,
): Promise<Beginning | undefined> {
  // Questions are not the result, so they go where messages go.
  const streams = { input: terminal.stdin as Readable, output: terminal.stderr as Writable };
  const ask = async <T>(answer: Promise<T>): Promise<Exclude<T, symbol>> => {
    const value = await answer;
    if (isCancel(value)) throw new BrokenOff();
    return value as Exclude<T, symbol>;
  };
  const line = (message: string, initialValue: string) => ask(text({ ...streams, message, initialValue }));
  try {
    intro('A project for nurture', streams);
    const start =
      options.leads !== undefined
        ? ownFiles
        : (options.example ??
          (await ask(select({ ...streams, message: 'What is it about?', options: choices }))));
    const leads =
      start === ownFiles ? (given.leads ?? (await line('File with leads', 'leads.csv'))) : undefined;
    const isAsked = leads !== undefined && given.leads === undefined;
    const events = isAsked ? await line('File with events (nothing for none)', 'events.csv') : '';
    const directory =
      options.directory === undefined
        ? resolve(cwd, await line('Directory of the project', '.'))
        : given.directory;
    const place = relative(cwd, directory);
    const message = `Write the project to ${place === '' ? 'this directory' : place}?`;
    if (!(await ask(confirm({ ...streams, message })))) throw new BrokenOff();
    return {
      directory,
      example: start === ownFiles ? given.example : start,
      ...(leads === undefined ? {} : { leads }),
      events: events.trim() === '' ? given.events : [events.trim()],
    };
  } catch (error) {
    if (!(error instanceof BrokenOff)) throw error;
    cancel('Nothing was written.', streams);
    return undefined;
  }
}

class BrokenOff extends Error {}

const ownFiles = 'files of my own';

const choices = [
  ...examples.map(({ id, about }) => ({ value: id, label: id, hint: about })),
  { value: ownFiles, label: ownFiles, hint: 'columns are mapped by their headers' },
];
