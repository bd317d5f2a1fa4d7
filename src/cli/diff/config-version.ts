import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { execa } from 'execa';
import { parseConfig } from '../../config/parse-config.js';
import { exitCodes } from '../exit-codes.js';
import { CommandFailure } from '../failure.js';
import type { LoadedConfig, Session } from '../session.js';
import { loadTemplateReader } from '../template-reader.js';

/**
 * Reads a config to compare: a file, or a file of a git revision such as `HEAD~1:nurture.yaml`. Its sources are those of the working tree in
 * both cases, relative to where the file is, or would be. Fails with a usage error when it can not be read, and when it has errors.
 */
export async function readConfigVersion(session: Session, name: string): Promise<LoadedConfig> {
  const { cwd } = session.terminal;
  const path = resolve(cwd, name);
  const isRevision = !existsSync(path) && name.indexOf(':') > 0;
  const { text, place } = isRevision
    ? await readRevision(cwd, name)
    : { text: session.readConfigText(path), place: path };
  const file = isRevision ? name : session.shortName(path);
  const { config, diagnostics } = parseConfig(text, file, await loadTemplateReader());
  session.report(diagnostics);
  if (config === undefined) {
    throw new CommandFailure(exitCodes.gateFailed, `${file} has errors; nothing was compared.`);
  }
  return { config, diagnostics, file, directory: dirname(place), text, builtIn: false };
}

/** As git reads it: from the top of the repository, or from here with `./` before the path. */
async function readRevision(
  cwd: string,
  name: string,
): Promise<{ readonly text: string; readonly place: string }> {
  const path = name.slice(name.indexOf(':') + 1);
  const top = (await git(cwd, ['rev-parse', '--show-toplevel'], name)).replace(/\r?\n$/, '');
  const text = await git(cwd, ['show', '--no-textconv', '--end-of-options', name], name);
  return { text, place: resolve(/^\.\.?\//.test(path) ? cwd : top, path) };
}

async function git(cwd: string, args: readonly string[], name: string): Promise<string> {
  const { failed, stdout, stderr, code } = await execa('git', args, {
    stripFinalNewline: false,
    cwd,
    reject: false,
    stdin: 'ignore',
  });
  if (!failed) return stdout;
  const reason =
    code === 'ENOENT' ? 'git is not installed' : (stderr.split('\n')[0] ?? '').replace(/^fatal: /, '');
  throw new CommandFailure(exitCodes.usage, `The config ${name} can not be read: ${reason}.`);
}
