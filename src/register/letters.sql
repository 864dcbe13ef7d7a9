-- Step 2: return letters that were issued. What was mailed keeps its date and deadline as long as it says the same; the last
-- row of a unit counts.

CREATE TABLE letter (
    id     INTEGER PRIMARY KEY,
    year   INTEGER NOT NULL,
    unit   TEXT NOT NULL,
    name   TEXT NOT NULL,
    digest TEXT NOT NULL,
    issued TEXT NOT NULL,
    due    TEXT
) STRICT;
CREATE INDEX letter_of_unit ON letter (year, unit);

CREATE TRIGGER letter_refuses_update BEFORE UPDATE ON letter BEGIN SELECT RAISE (ABORT, 'letter is append-only'); END;
CREATE TRIGGER letter_refuses_delete BEFORE DELETE ON letter BEGIN SELECT RAISE (ABORT, 'letter is append-only'); END;
