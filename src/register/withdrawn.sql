-- Step 3: a settled tier can be taken back; the row that says so is appended like any other.

ALTER TABLE tier_ruling ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0 CHECK (withdrawn IN (0, 1));
