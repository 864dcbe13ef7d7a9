-- The register of a season folder, version 1. Everything that people or papers said is appended, never changed: the
-- triggers below refuse it. Only known_file and stamp, which can be derived again, may be rewritten.
-- Instants are RFC 3339 in UTC; documents of the model are JSON; hashes are SHA-256 in lower-case hex.

CREATE TABLE season (
    year      INTEGER PRIMARY KEY,
    policy    TEXT NOT NULL,
    opened_at TEXT NOT NULL
) STRICT;

-- One intake that brought something; an intake that brought nothing leaves no trace.
CREATE TABLE intake (
    id     INTEGER PRIMARY KEY,
    year   INTEGER NOT NULL REFERENCES season (year),
    at     TEXT NOT NULL,
    policy TEXT NOT NULL
) STRICT;

-- An application in the season; its number never changes and is never given again.
CREATE TABLE entry (
    id     INTEGER PRIMARY KEY,
    year   INTEGER NOT NULL REFERENCES season (year),
    serial INTEGER NOT NULL CHECK (serial > 0),
    number TEXT NOT NULL UNIQUE,
    intake INTEGER NOT NULL REFERENCES intake (id),
    UNIQUE (year, serial)
) STRICT;

-- When an entry was received; the last row counts (season.toml may know better than the first intake).
CREATE TABLE receipt (
    id         INTEGER PRIMARY KEY,
    entry      INTEGER NOT NULL REFERENCES entry (id),
    intake     INTEGER NOT NULL REFERENCES intake (id),
    submission TEXT NOT NULL,
    received   TEXT NOT NULL
) STRICT;
CREATE INDEX receipt_of_entry ON receipt (entry);

-- The papers of an entry as they arrived: a corrected set makes a new revision, the last one counts.
CREATE TABLE version (
    id          INTEGER PRIMARY KEY,
    entry       INTEGER NOT NULL REFERENCES entry (id),
    revision    INTEGER NOT NULL CHECK (revision > 0),
    intake      INTEGER NOT NULL REFERENCES intake (id),
    application TEXT NOT NULL,
    own_papers  TEXT NOT NULL,
    UNIQUE (entry, revision)
) STRICT;

CREATE TABLE paper (
    version  INTEGER NOT NULL REFERENCES version (id),
    path     TEXT NOT NULL,
    sha256   TEXT,
    original TEXT,
    PRIMARY KEY (version, path)
) STRICT;

-- What the program made of a version; another program or policy may read the same papers anew, the last row counts.
CREATE TABLE reading (
    id          INTEGER PRIMARY KEY,
    version     INTEGER NOT NULL REFERENCES version (id),
    intake      INTEGER NOT NULL REFERENCES intake (id),
    all_papers  TEXT NOT NULL,
    unit        TEXT NOT NULL,
    project_key TEXT NOT NULL,
    digest      TEXT NOT NULL,
    application TEXT NOT NULL,
    assessment_digest TEXT,
    assessment  TEXT
) STRICT;
CREATE INDEX reading_of_version ON reading (version);

-- 材料台账: the last row of a path counts; present = 0 says that the file lay no longer in 收件.
CREATE TABLE ledger (
    id      INTEGER PRIMARY KEY,
    year    INTEGER NOT NULL REFERENCES season (year),
    intake  INTEGER NOT NULL REFERENCES intake (id),
    path    TEXT NOT NULL,
    present INTEGER NOT NULL CHECK (present IN (0, 1)),
    file    TEXT NOT NULL
) STRICT;
CREATE INDEX ledger_of_path ON ledger (year, path);

-- 人工核定, about the version that lay before people.
CREATE TABLE ruling (
    id      INTEGER PRIMARY KEY,
    version INTEGER NOT NULL REFERENCES version (id),
    verdict TEXT NOT NULL,
    note    TEXT NOT NULL,
    by      TEXT NOT NULL,
    at      TEXT NOT NULL
) STRICT;
CREATE INDEX ruling_of_version ON ruling (version);

-- One judge's line for one project; the last row of a judge and an entry counts.
CREATE TABLE score (
    id    INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id),
    judge INTEGER NOT NULL CHECK (judge > 0),
    sheet TEXT NOT NULL,
    by    TEXT NOT NULL,
    at    TEXT NOT NULL,
    file  TEXT NOT NULL
) STRICT;
CREATE INDEX score_of_judge ON score (entry, judge);

-- 最终等次; the last row of an entry counts, tier NULL is 不授奖.
CREATE TABLE tier_ruling (
    id    INTEGER PRIMARY KEY,
    entry INTEGER NOT NULL REFERENCES entry (id),
    tier  TEXT,
    note  TEXT NOT NULL,
    by    TEXT NOT NULL,
    at    TEXT NOT NULL
) STRICT;
CREATE INDEX tier_ruling_of_entry ON tier_ruling (entry);

-- Frozen decisions; the last row of a year counts.
CREATE TABLE decision (
    id       INTEGER PRIMARY KEY,
    year     INTEGER NOT NULL REFERENCES season (year),
    decision TEXT NOT NULL,
    by       TEXT NOT NULL,
    at       TEXT NOT NULL,
    why      TEXT NOT NULL
) STRICT;

-- What a file held when it was last read, so that an unchanged one need not be read again.
CREATE TABLE known_file (
    year     INTEGER NOT NULL,
    path     TEXT NOT NULL,
    bytes    INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    sha256   TEXT,
    result   TEXT,
    PRIMARY KEY (year, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE stamp (
    year  INTEGER NOT NULL,
    name  TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (year, name)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER season_refuses_update BEFORE UPDATE ON season BEGIN SELECT RAISE (ABORT, 'season is append-only'); END;
CREATE TRIGGER season_refuses_delete BEFORE DELETE ON season BEGIN SELECT RAISE (ABORT, 'season is append-only'); END;
CREATE TRIGGER intake_refuses_update BEFORE UPDATE ON intake BEGIN SELECT RAISE (ABORT, 'intake is append-only'); END;
CREATE TRIGGER intake_refuses_delete BEFORE DELETE ON intake BEGIN SELECT RAISE (ABORT, 'intake is append-only'); END;
CREATE TRIGGER entry_refuses_update BEFORE UPDATE ON entry BEGIN SELECT RAISE (ABORT, 'entry is append-only'); END;
CREATE TRIGGER entry_refuses_delete BEFORE DELETE ON entry BEGIN SELECT RAISE (ABORT, 'entry is append-only'); END;
CREATE TRIGGER receipt_refuses_update BEFORE UPDATE ON receipt BEGIN SELECT RAISE (ABORT, 'receipt is append-only'); END;
CREATE TRIGGER receipt_refuses_delete BEFORE DELETE ON receipt BEGIN SELECT RAISE (ABORT, 'receipt is append-only'); END;
CREATE TRIGGER version_refuses_update BEFORE UPDATE ON version BEGIN SELECT RAISE (ABORT, 'version is append-only'); END;
CREATE TRIGGER version_refuses_delete BEFORE DELETE ON version BEGIN SELECT RAISE (ABORT, 'version is append-only'); END;
CREATE TRIGGER paper_refuses_update BEFORE UPDATE ON paper BEGIN SELECT RAISE (ABORT, 'paper is append-only'); END;
CREATE TRIGGER paper_refuses_delete BEFORE DELETE ON paper BEGIN SELECT RAISE (ABORT, 'paper is append-only'); END;
CREATE TRIGGER reading_refuses_update BEFORE UPDATE ON reading BEGIN SELECT RAISE (ABORT, 'reading is append-only'); END;
CREATE TRIGGER reading_refuses_delete BEFORE DELETE ON reading BEGIN SELECT RAISE (ABORT, 'reading is append-only'); END;
CREATE TRIGGER ledger_refuses_update BEFORE UPDATE ON ledger BEGIN SELECT RAISE (ABORT, 'ledger is append-only'); END;
CREATE TRIGGER ledger_refuses_delete BEFORE DELETE ON ledger BEGIN SELECT RAISE (ABORT, 'ledger is append-only'); END;
CREATE TRIGGER ruling_refuses_update BEFORE UPDATE ON ruling BEGIN SELECT RAISE (ABORT, 'ruling is append-only'); END;
CREATE TRIGGER ruling_refuses_delete BEFORE DELETE ON ruling BEGIN SELECT RAISE (ABORT, 'ruling is append-only'); END;
CREATE TRIGGER score_refuses_update BEFORE UPDATE ON score BEGIN SELECT RAISE (ABORT, 'score is append-only'); END;
CREATE TRIGGER score_refuses_delete BEFORE DELETE ON score BEGIN SELECT RAISE (ABORT, 'score is append-only'); END;
CREATE TRIGGER tier_ruling_refuses_update BEFORE UPDATE ON tier_ruling BEGIN SELECT RAISE (ABORT, 'tier_ruling is append-only'); END;
CREATE TRIGGER tier_ruling_refuses_delete BEFORE DELETE ON tier_ruling BEGIN SELECT RAISE (ABORT, 'tier_ruling is append-only'); END;
CREATE TRIGGER decision_refuses_update BEFORE UPDATE ON decision BEGIN SELECT RAISE (ABORT, 'decision is append-only'); END;
CREATE TRIGGER decision_refuses_delete BEFORE DELETE ON decision BEGIN SELECT RAISE (ABORT, 'decision is append-only'); END;
