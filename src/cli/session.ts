import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { parseInstant } from '../config/instants.js';
import { parseConfig } from '../config/parse-config.js';
import { parseDialect } from '../config/parse-dialect.js';
import type { ReadTemplate } from '../config/templates.js';
import { isZone } from '../config/zones.js';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Config, Dialect } from '../model/config.js';
import { renderPretty } from '../report/diagnostics/render-pretty.js';
import { builtInConfig, builtInName } from './built-in-config.js';
import { now, steady } from './clock.js';
import { exitCodes } from './exit-codes.js';
import { CommandFailure } from './failure.js';
import { parseSize } from './sizes.js';
import { type ColorChoice, painterFor, type Terminal, widthOf } from './terminal.js';

/** Flags that every command takes, from the command line or the environment. */
export interface GlobalFlags {
  readonly config?: string;
  readonly asOf?: string;
  readonly state?: string;
  readonly strict?: boolean;
  readonly maxQuarantined?: string;
  readonly baseline?: string;
  readonly dialect?: string;
  readonly quiet?: boolean;
  readonly color: ColorChoice;
  readonly plain?: boolean;
  readonly memory?: string;
  readonly threads?: string;
  readonly debug?: boolean;
}

/** The config of a run, its text's name, and where its relative paths start. */
export interface LoadedConfig {
  readonly config: Config;
  readonly diagnostics: readonly Diagnostic[];
  readonly file: string;
  readonly directory: string;
  readonly text: string;
  readonly builtIn: boolean;
}

/** What commands share: the terminal, the flags, and the one place that asks for the time. */
export class Session {
  readonly terminal: Terminal;
  readonly flags: GlobalFlags;

  constructor(terminal: Terminal, flags: GlobalFlags) {
    this.terminal = terminal;
    this.flags = flags;
  }

  /** A line on standard error, unless `--quiet`. */
  note(text: string): void {
    if (this.flags.quiet !== true) this.terminal.stderr.write(`${text}\n`);
  }

  /** Does a step; with `--debug` says how long it took. */
  async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const start = steady();
    const result = await work();
    if (this.flags.debug === true)
      this.terminal.stderr.write(`debug: ${name} ${(steady() - start).toFixed(0)} ms\n`);
    return result;
  }

  /** Diagnostics are shown even with `--quiet` when they are errors. */
  report(diagnostics: readonly Diagnostic[]): void {
    const shown =
      this.flags.quiet === true ? diagnostics.filter(({ severity }) => severity === 'error') : diagnostics;
    if (shown.length === 0) return;
    const color = painterFor(this.terminal.stderr, this.flags.color, this.terminal.env);
    const width = widthOf(this.terminal.stderr, this.terminal.env) ?? 100;
    this.terminal.stderr.write(renderPretty(shown, { color, width }));
  }

  /** The instant that every answer is about (S1.1): flag or environment, else now. */
  asOf(timezone: string): number {
    const text = this.flags.asOf;
    if (text === undefined) return now();
    const instant = parseInstant(text, isZone(timezone) ? timezone : 'UTC');
    if (instant === undefined) {
      throw new CommandFailure(
        exitCodes.usage,
        `--as-of ${JSON.stringify(text)} is not an instant. Write for example 2026-03-01, 2026-03-01T08:00 or 2026-03-01T08:00:00Z.`,
      );
    }
    return instant;
  }

  get memoryBytes(): number {
    const text = this.flags.memory;
    if (text === undefined) return Math.floor(totalmem() * 0.7);
    const bytes = parseSize(text);
    if (bytes === undefined || bytes < 64 * 1_048_576) {
      throw new CommandFailure(
        exitCodes.usage,
        `--memory ${JSON.stringify(text)} is not a size of at least 64MB, such as 4GB.`,
      );
    }
    return bytes;
  }

  get threads(): number {
    const text = this.flags.threads;
    if (text === undefined) return availableParallelism();
    const threads = Number(text);
    if (!Number.isInteger(threads) || threads < 1 || threads > 1024) {
      throw new CommandFailure(
        exitCodes.usage,
        `--threads ${JSON.stringify(text)} is not a whole number from 1 to 1024.`,
      );
    }
    return threads;
  }

  /** Reads the config: flag or environment, else nurture.yaml here or upwards to the repository root; undefined when there is none. */
  findConfig(named: string | undefined): string | undefined {
    const { cwd } = this.terminal;
    const given = named ?? this.flags.config;
    if (given !== undefined) return resolve(cwd, given);
    for (let directory = cwd; ; directory = dirname(directory)) {
      const found = ['nurture.yaml', 'nurture.yml']
        .map((name) => join(directory, name))
        .find((path) => existsSync(path));
      if (found !== undefined) return found;
      if (existsSync(join(directory, '.git')) || dirname(directory) === directory) return undefined;
    }
  }

  /** The text of a config file. Fails with a usage error when it can't be read as UTF-8. */
  readConfigText(path: string): string {
    let bytes: Buffer;
    try {
      bytes = readFileSync(path);
    } catch (error) {
      const reason =
        (error as NodeJS.ErrnoException).code === 'ENOENT'
          ? 'there is no such file'
          : String((error as Error).message);
      throw new CommandFailure(exitCodes.usage, `The config ${path} can not be read: ${reason}.`);
    }
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    } catch {
      throw new CommandFailure(exitCodes.usage, `The config ${path} is not UTF-8. Save it as UTF-8.`);
    }
  }

  /** The config to work with; fails when it has errors. Without one, the built-in scoring model. */
  loadConfig(readTemplate?: ReadTemplate): LoadedConfig {
    const path = this.findConfig(undefined);
    const text = path === undefined ? builtInConfig : this.readConfigText(path);
    const file = path === undefined ? builtInName : this.shortName(path);
    const { config, diagnostics } = parseConfig(text, file, readTemplate);
    this.report(diagnostics);
    if (config === undefined)
      throw new CommandFailure(exitCodes.gateFailed, `${file} has errors; nothing was done.`);
    if (path === undefined) {
      this.note(
        `No nurture.yaml found: scoring with the built-in model (docs/built-in-model.md). Begin your own with nurture init.`,
      );
    } else this.note(`Config: ${file}`);
    const directory = path === undefined ? this.terminal.cwd : dirname(path);
    return { config, diagnostics, file, directory, text, builtIn: path === undefined };
  }

  /** How the files named on the command line are written, as far as `--dialect` says. */
  get dialect(): Dialect {
    const text = this.flags.dialect;
    if (text === undefined) return {};
    const { dialect, diagnostics } = parseDialect(text, '--dialect');
    this.report(diagnostics);
    if (dialect === undefined)
      throw new CommandFailure(exitCodes.usage, '--dialect has errors; nothing was done.');
    return dialect;
  }

  /** The name of a file for reports of a pipeline: relative to its checkout, where there is one, else as people see it. */
  reportedName(path: string): string {
    const { GITHUB_WORKSPACE, CI_PROJECT_DIR } = this.terminal.env;
    const checkout = [GITHUB_WORKSPACE, CI_PROJECT_DIR].find(
      (directory) => directory !== undefined && directory !== '' && path.startsWith(`${directory}/`),
    );
    return checkout === undefined ? this.shortName(path) : path.slice(checkout.length + 1);
  }

  shortName(path: string): string {
    const { cwd } = this.terminal;
    return dirname(path) === cwd
      ? basename(path)
      : path.startsWith(`${cwd}/`)
        ? path.slice(cwd.length + 1)
        : path;
  }
}
