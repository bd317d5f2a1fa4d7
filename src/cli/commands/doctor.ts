import { versions } from 'node:process';
import type { HealthCheck } from '../../model/health-check.js';
import { renderChecks } from '../../report/doctor-report.js';
import { checkEngine, checkSpace, checkTemporary, checkVersions } from '../doctor/check-machine.js';
import { checkConfig, checkSources, checkState } from '../doctor/check-project.js';
import { exitCodes } from '../exit-codes.js';
import { print } from '../print-result.js';
import { Session } from '../session.js';
import { stateOfCommand } from '../state.js';
import { painterFor } from '../terminal.js';

export interface DoctorOptions {
  readonly json?: boolean;
}

/** Looks at everything a run depends on, says what is not in order and what to do. Changes nothing; a failed check ends with 1. */
export async function doctor(session: Session, options: DoctorOptions) {
  // What notes and warnings would tell is told by the checks.
  const quiet = new Session(session.terminal, { ...session.flags, quiet: true });
  const { check, loaded } = await checkConfig(quiet);
  const state = stateOfCommand(session);
  const room = checkSpace(
    'disk',
    state,
    session.shortName(state),
    'Free some space: a run that can not be written whole is not committed.',
  );
  const checks: readonly HealthCheck[] = [
    ...checkVersions(versions),
    await checkEngine(quiet),
    check,
    ...(loaded === undefined ? [] : await checkSources(quiet, loaded)),
    ...checkState(quiet, state),
    room,
    checkTemporary(),
  ];
  const { stdout, env } = session.terminal;
  const color = painterFor(stdout, session.flags.color, env);
  print(session, options, { command: 'doctor', checks }, () => renderChecks(checks, color));
  const isSick = checks.some(({ status }) => status === 'fail');
  return { code: isSick ? exitCodes.gateFailed : exitCodes.done };
}
