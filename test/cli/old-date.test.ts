import { expect, it } from 'vitest';
import { monday, Project, query } from './state-project.js';

const config = `sources:
  leads: [{ files: leads.csv, key: lead_id }]
timezone: Europe/Berlin
score: { ready: 100 }
policy: { consent: { required: false } }
campaigns:
  - id: jubilee
    goal: { event: purchase.completed }
    entry: { date: contract_date, after: 1w }
    steps: [{ id: card, template: card, expires_after: never }]
`;

it('S1.4 S5.2 reads a date of long ago by the clock of its own year', async () => {
  const project = new Project(config);
  project.write(
    'leads.csv',
    'lead_id,email,contract_date\nsummer,s@corp.example,1988-07-06\nwinter,w@corp.example,2001-11-06\n',
  );
  await project.nurture('plan -o plan', monday);
  const due = await query(
    `SELECT lead_id || ' ' || strftime(due_at AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%MZ')
      FROM read_parquet('${project.path('plan')}/decisions.parquet') ORDER BY lead_id`,
  );
  expect(due.map(([text]) => text)).toEqual(['summer 1988-07-12T22:00Z', 'winter 2001-11-12T23:00Z']);
});
