import { type Explanation, renderExplanation } from '../../report/explain-report.js';
import type { Asked } from '../classified-run.js';
import { withEngine } from '../engine-run.js';
import { exitCodes } from '../exit-codes.js';
import { explainOne } from '../explain-one.js';
import { configHash } from '../score-document.js';
import { readLimit } from '../score-request.js';
import type { Session } from '../session.js';
import { painterFor, widthOf } from '../terminal.js';

export interface ExplainOptions {
  readonly lead: string;
  readonly leads?: string;
  readonly events?: readonly string[];
  readonly json?: boolean;
  readonly eventsLimit?: string;
}

const eventsOfTimeline = 10;

/** Everything about one lead (A10): why it has the score it has (S3.7), who it is and where it stands. */
export async function explain(session: Session, options: ExplainOptions) {
  const eventsLimit = readLimit(options.eventsLimit, '--events-limit') ?? eventsOfTimeline;
  const loaded = session.loadConfig();
  const asked: Asked = { session, loaded, options, asOf: session.asOf(loaded.config.timezone) };
  return withEngine(session, async (run) => {
    const explanation = await explainOne(run, asked, options.lead, eventsLimit);
    const text = options.json === true ? document(explanation, loaded.text) : page(session, explanation);
    session.terminal.stdout.write(text);
    return { code: exitCodes.done };
  });
}

function document(explanation: Explanation, config: string): string {
  const head = { schemaVersion: 1, command: 'explain', configHash: configHash(config) };
  return `${JSON.stringify({ ...head, ...explanation }, null, 2)}\n`;
}

function page({ terminal, flags }: Session, explanation: Explanation): string {
  const color = painterFor(terminal.stdout, flags.color, terminal.env);
  const table = { width: widthOf(terminal.stdout, terminal.env), plain: flags.plain === true };
  return renderExplanation(explanation, color, table);
}
