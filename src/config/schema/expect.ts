import { z } from 'zod';
import { fixedDuration } from './durations.js';
import { count, share, text } from './scalars.js';

/** What the data of a source must be like. */
export const expect = z
  .strictObject({
    columns: z
      .array(text)
      .prefault([])
      .describe('Headers that must be there, besides those that are mapped.'),
    max_age: fixedDuration
      .exactOptional()
      .describe('Longest time between the newest instant in the data and as-of.'),
    min_rows: count.exactOptional().describe('Fewest rows the files of the source may have together.'),
    max_drop: share
      .exactOptional()
      .describe('Share of the rows that may be missing against the run of --baseline.'),
    max_type_drop: share.exactOptional().describe('The same for the events of every single type.'),
    max_quarantined: share
      .prefault('1%')
      .describe('Share of the rows that may be quarantined before the run stops.'),
  })
  .prefault({})
  .describe('What the data must be like. A breach stops the run.');
