import { appendFileSync } from 'node:fs';
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import { renderCounts } from '../report/diagnostics/count-severities.js';
import { renderConcise } from '../report/diagnostics/render-concise.js';
import { renderGithub, renderGithubSummary } from '../report/diagnostics/render-github.js';
import { renderGitlab } from '../report/diagnostics/render-gitlab.js';
import { renderJson } from '../report/diagnostics/render-json.js';
import { renderJunit } from '../report/diagnostics/render-junit.js';
import { renderSarif } from '../report/diagnostics/render-sarif.js';
import type { Session } from './session.js';
import type { ValidateFormat } from './validate-formats.js';
import { version } from './version.js';

export interface PrintedAs {
  readonly format: ValidateFormat;
  /** Name of what was checked. */
  readonly file: string;
  /** Whether a diagnostic makes the check fail. */
  readonly fails: (diagnostic: Diagnostic) => boolean;
}

/** Prints what a check has found: for people on standard error, for programs on standard output. */
export function printDiagnostics(
  session: Session,
  diagnostics: readonly Diagnostic[],
  { format, file, fails }: PrintedAs,
): void {
  const print = (text: string) => void session.terminal.stdout.write(text);
  const printJson = (document: unknown) => print(`${JSON.stringify(document, null, 2)}\n`);
  switch (format) {
    case 'pretty':
      session.report(diagnostics);
      if (diagnostics.length > 0) session.note('');
      session.note(renderCounts(diagnostics, file));
      break;
    case 'concise':
      print(renderConcise(diagnostics));
      break;
    case 'json':
      printJson(renderJson(diagnostics));
      break;
    case 'github':
      print(renderGithub(diagnostics));
      addSummary(session, renderGithubSummary(diagnostics, file));
      break;
    case 'gitlab':
      printJson(renderGitlab(diagnostics, file));
      break;
    case 'sarif':
      printJson(renderSarif(diagnostics, file, version));
      break;
    case 'junit':
      print(renderJunit(diagnostics, file, fails));
      break;
  }
}

/** In a workflow GitHub names a file for what it shows as the summary of the step. */
function addSummary({ terminal }: Session, text: string): void {
  const { GITHUB_STEP_SUMMARY: summary } = terminal.env;
  if (summary !== undefined && summary !== '') appendFileSync(summary, text);
}
