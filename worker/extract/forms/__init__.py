"""Statement forms and their kin: pages, lines, fields, and a supervisor's checks."""
