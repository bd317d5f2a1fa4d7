import { z } from 'zod';

/** What a schema expects, in words that say more than its type: `a duration such as 30d`. */
export const expectations = z.registry<{ readonly expects: string }>();
