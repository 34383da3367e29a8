-- The first layout. `{serial}` and `{random}` are filled in for each database; everything else is the same for both.
-- Moments are milliseconds since 1970, flags are 0 and 1, lists are JSON texts.

CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
INSERT INTO meta (name, value) VALUES ('person_key', {random});

-- Its one row is written first by whatever changes documents, channels or preferences: so such changes queue up.
CREATE TABLE version (
    one BIGINT PRIMARY KEY,
    n   BIGINT NOT NULL
);
INSERT INTO version (one, n) VALUES (1, 0);

CREATE TABLE revisions (
    id       {serial},
    document TEXT NOT NULL,
    author   TEXT NOT NULL,
    at       BIGINT NOT NULL,
    action   TEXT NOT NULL,
    reason   TEXT,
    before   TEXT,
    after    TEXT
);
CREATE INDEX revisions_by_document ON revisions (document, id);

CREATE TABLE drafts (
    id             {serial},
    author         TEXT NOT NULL,
    at             BIGINT NOT NULL,
    action         TEXT NOT NULL,
    reason         TEXT,
    changes        TEXT NOT NULL,
    edits          TEXT NOT NULL,
    report         TEXT NOT NULL,
    needs_approval BIGINT NOT NULL,
    state          TEXT NOT NULL,
    decided_by     TEXT,
    decided_at     BIGINT
);
CREATE INDEX drafts_by_state ON drafts (state, id);

CREATE TABLE channels (
    platform    TEXT NOT NULL,
    channel     TEXT NOT NULL,
    enabled     BIGINT NOT NULL,
    mode        TEXT NOT NULL,
    muted_until BIGINT,
    PRIMARY KEY (platform, channel)
);

CREATE TABLE preferences (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE audits (
    id      {serial},
    at      BIGINT NOT NULL,
    author  TEXT NOT NULL,
    action  TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason  TEXT
);

CREATE TABLE claims (
    name   TEXT PRIMARY KEY,
    holder TEXT NOT NULL,
    until  BIGINT NOT NULL
);
CREATE INDEX claims_by_end ON claims (until);

CREATE TABLE replies (
    platform TEXT NOT NULL,
    channel  TEXT NOT NULL,
    message  TEXT NOT NULL,
    posts    TEXT NOT NULL,
    person   TEXT NOT NULL,
    decision TEXT NOT NULL,
    entries  TEXT NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (platform, channel, message)
);
CREATE INDEX replies_by_time ON replies (at);

CREATE TABLE reply_posts (
    platform TEXT NOT NULL,
    channel  TEXT NOT NULL,
    post     TEXT NOT NULL,
    message  TEXT NOT NULL,
    PRIMARY KEY (platform, channel, post)
);
CREATE INDEX reply_posts_by_message ON reply_posts (platform, channel, message);

CREATE TABLE unanswered (
    id         {serial},
    at         BIGINT NOT NULL,
    platform   TEXT NOT NULL,
    channel    TEXT NOT NULL,
    message    TEXT,
    link       TEXT,
    person     TEXT NOT NULL,
    decision   TEXT NOT NULL,
    candidates TEXT NOT NULL,
    text       TEXT,
    state      TEXT NOT NULL,
    entry      TEXT
);
CREATE INDEX unanswered_by_state ON unanswered (state, id);

CREATE TABLE counts (
    day      TEXT NOT NULL,
    platform TEXT NOT NULL,
    kind     TEXT NOT NULL,
    entry    TEXT NOT NULL,
    times    BIGINT NOT NULL,
    PRIMARY KEY (day, platform, kind, entry)
);

CREATE TABLE alerts (
    id           {serial},
    key          TEXT NOT NULL UNIQUE,
    at           BIGINT NOT NULL,
    platform     TEXT NOT NULL,
    tier         TEXT NOT NULL,
    channel      TEXT NOT NULL,
    link         TEXT,
    account      TEXT,
    state        TEXT NOT NULL,
    attempts     BIGINT NOT NULL,
    next_at      BIGINT NOT NULL,
    fallback     BIGINT NOT NULL,
    trouble      TEXT,
    delivered_at BIGINT
);
CREATE INDEX alerts_due ON alerts (state, platform, next_at);
