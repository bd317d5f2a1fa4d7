import { raw } from '../sql/sql.js';

/**
 * Options of `read_csv` for raw lines: one column, no quoting, a separator that does not occur. Blank lines are rows, too.
 */
export const rawLines = raw(
  "auto_detect = false, header = false, delim = '\u0001', quote = '', escape = '', columns = {'line': 'VARCHAR'}",
);
