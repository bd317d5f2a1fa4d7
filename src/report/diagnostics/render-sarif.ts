import { type DiagnosticCode, diagnosticCodes } from '../../diagnostics/codes.js';
import type { Diagnostic, Fix, Severity, Span } from '../../diagnostics/diagnostic.js';
import { fingerprints } from './fingerprint.js';

const levels: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

const problemSeverities: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'recommendation',
};

/** A SARIF 2.1.0 log with one run, as code scanning reads it. What has no place of its own stands at the beginning of `file`. */
export function renderSarif(diagnostics: readonly Diagnostic[], file: string, version: string) {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort();
  const names = fingerprints(diagnostics);
  return {
    $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: { name: 'nurture', version, semanticVersion: version, rules: codes.map(renderRule) },
        },
        automationDetails: { id: `nurture/${file}/` },
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic, index) =>
          renderResult(diagnostic, file, codes.indexOf(diagnostic.code), names[index] ?? ''),
        ),
      },
    ],
  };
}

function renderRule(code: DiagnosticCode) {
  const { severity, summary, why, help } = diagnosticCodes[code];
  return {
    id: code,
    name: code,
    shortDescription: { text: sentence(summary) },
    fullDescription: { text: `${sentence(summary)} ${why}` },
    help: { text: `${why} ${help}`, markdown: `**Why:** ${why}\n\n**What to do:** ${help}` },
    defaultConfiguration: { level: levels[severity] },
    properties: {
      tags: [code.split('/')[0] ?? code],
      precision: code.startsWith('lint/') ? 'medium' : 'very-high',
      'problem.severity': problemSeverities[severity],
    },
  };
}

function renderResult(diagnostic: Diagnostic, file: string, ruleIndex: number, fingerprint: string) {
  const { code, severity, message, help, at, also, fix } = diagnostic;
  return {
    ruleId: code,
    ruleIndex,
    level: levels[severity],
    message: { text: help === undefined ? message : `${message} ${help}` },
    locations: [renderLocation(at ?? { file })],
    ...(also === undefined || also.places.length === 0
      ? {}
      : { relatedLocations: also.places.map(renderLocation) }),
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1` },
    ...(fix === undefined ? {} : { fixes: [renderFix(fix, at?.file ?? file)] }),
  };
}

function renderLocation({ file, line = 1, column, endLine, endColumn }: Span) {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file) },
      region: {
        startLine: line,
        ...(column === undefined ? {} : { startColumn: column }),
        ...(endLine === undefined ? {} : { endLine }),
        ...(endColumn === undefined ? {} : { endColumn }),
      },
    },
  };
}

function renderFix({ start, end, text, summary }: Fix, file: string) {
  const replacement = {
    deletedRegion: { charOffset: start, charLength: end - start },
    ...(text === '' ? {} : { insertedContent: { text } }),
  };
  return {
    description: { text: summary },
    artifactChanges: [{ artifactLocation: { uri: uriOf(file) }, replacements: [replacement] }],
  };
}

/** Relative paths with slashes, as they stand in a repository. */
function uriOf(file: string): string {
  const path = encodeURI(file.replaceAll('\\', '/')).replace(/[?#]/g, encodeURIComponent);
  return path.startsWith('/') ? `file://${path}` : path;
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
