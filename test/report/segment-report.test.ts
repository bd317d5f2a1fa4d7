import { describe, expect, it } from 'vitest';
import { plainPainter } from '../../src/report/diagnostics/painter.js';
import { renderOverlaps, renderSizes, type SegmentReport } from '../../src/report/segment-report.js';

const plain = { width: undefined, plain: true };

const report: SegmentReport = {
  asOf: '2026-03-01T00:00:00.000Z',
  leads: 2000,
  segments: [
    { id: 'engaged', description: 'Did\tsomething lately', minSize: 100, leads: 1500, ready: 88 },
    { id: 'vip', minSize: 100, leads: 30, ready: 4 },
    { id: 'nobody', minSize: 0, leads: 0, ready: 0 },
  ],
  partitions: [
    {
      id: 'size',
      parts: [
        { id: 'large', leads: 500, ready: 20 },
        { id: 'other', leads: 1500, ready: 68 },
      ],
    },
  ],
};

describe('F5 sizes of segments', () => {
  it('stand beside the least audience, which is marked where it is missed', () => {
    expect(renderSizes(report, plainPainter, plain)).toBe(
      [
        '2,000 leads as of 2026-03-01T00:00:00.000Z',
        'segment\tleads\tshare\tready\tminimum\tdescription',
        'engaged\t1,500\t75 %\t88\t100\tDid    something lately',
        'vip\t30\t1.5 %\t4\tbelow 100\t',
        'nobody\t0\t0 %\t0\t0\t',
        'size/large\t500\t25 %\t20\t\t',
        'size/other\t1,500\t75 %\t68\t\t',
        '',
      ].join('\n'),
    );
  });

  it('say so when there are none', () => {
    const none = { ...report, segments: [], partitions: [] };
    expect(renderSizes(none, plainPainter, plain)).toContain('no segments and no partitions');
  });

  it('stand beside those of an earlier instant', () => {
    const trended = {
      ...report,
      segments: [
        { id: 'up', minSize: 0, leads: 1500, ready: 0, trend: { before: 400, joined: 1200, left: 100 } },
        { id: 'down', minSize: 0, leads: 0, ready: 0, trend: { before: 1234, joined: 0, left: 1234 } },
      ],
      partitions: [],
      earlier: { asOf: '2026-02-01T00:00:00.000Z', leads: 1800 },
    };
    expect(renderSizes(trended, plainPainter, plain)).toBe(
      [
        '2,000 leads as of 2026-03-01T00:00:00.000Z',
        'segment\t2026-02-01 00:00Z\t2026-03-01 00:00Z\tchange\tjoined\tleft',
        'up\t400\t1,500\t+1,100\t1,200\t100',
        'down\t1,234\t0\t-1,234\t0\t1,234',
        '',
      ].join('\n'),
    );
  });
});

describe('F3 overlaps of segments', () => {
  it('are leads in both, with the share of the segment on the left', () => {
    const overlaps = [
      { segments: ['engaged', 'vip'] as const, leads: 24 },
      { segments: ['engaged', 'nobody'] as const, leads: 0 },
      { segments: ['vip', 'nobody'] as const, leads: 0 },
    ];
    expect(renderOverlaps({ ...report, overlaps }, plainPainter, plain)).toBe(
      [
        'OVERLAPS: leads in both, and their share of the segment on the left',
        'segment\t1\t2\t3',
        '1 engaged\t1,500\t24 (1.6 %)\t0 (0 %)',
        '2 vip\t24 (80 %)\t30\t0 (0 %)',
        '3 nobody\t0 (0 %)\t0 (0 %)\t0',
        '',
      ].join('\n'),
    );
  });
});
