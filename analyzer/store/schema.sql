-- The database of tripcount: a cache of what was read of each translation unit, and the result of the last run.
--
-- Text in /* */ inside a table is kept by SQLite: `.schema finding` shows it. Everything here may be queried; only
-- tripcount writes. Paths are relative to the project's root, or absolute outside of it; lines and columns begin at 1,
-- columns count bytes; truth is 0 or 1. A change to this file needs a new STORE_VERSION (open.c): databases of an older
-- one are emptied and made anew.

-- The cache ----------------------------------------------------------------------------------------------------------

CREATE TABLE file (
    /* A content that some unit was made from: one row per path, two or more while units saw different contents of it. */
    id INTEGER PRIMARY KEY,
    path TEXT NOT NULL,
    digest BLOB NOT NULL,           /* XXH3-128 of the content; empty: the file was looked for and not there */
    size INTEGER NOT NULL,          /* bytes; -1 when not there */
    modified_ns INTEGER NOT NULL,
    inode INTEGER NOT NULL,
    UNIQUE (path, digest)
);

CREATE TABLE translation_unit (
    id INTEGER PRIMARY KEY,
    file TEXT NOT NULL,
    command_index INTEGER NOT NULL, /* 0: the first command for this file in compile_commands.json, 1: the second */
    status TEXT NOT NULL,           /* ok partial missing invalid error crash timeout */
    message TEXT,                   /* why the status is not ok */
    line_count INTEGER NOT NULL,
    parse_ns INTEGER NOT NULL,      /* processor time of the last parse */
    command_digest BLOB NOT NULL,
    content_key BLOB NOT NULL,      /* digest of all that the unit was made from */
    summary_size INTEGER NOT NULL,  /* bytes */
    dependencies BLOB NOT NULL,     /* ids of its rows of file, each as zig-zag LEB128 of the step from the one before */
    UNIQUE (file, command_index)
);

CREATE TABLE unit_summary (
    /* Apart from translation_unit, so that reading that table does not read these. */
    unit INTEGER PRIMARY KEY REFERENCES translation_unit (id),
    data BLOB NOT NULL              /* region trees and symbols, packed */
);

-- The result of the last run -----------------------------------------------------------------------------------------

CREATE TABLE run (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    result_key BLOB NOT NULL,       /* digest of all that the result depends on */
    tool TEXT,                      /* tripcount and its version */
    unit_count INTEGER NOT NULL,
    analysed_count INTEGER NOT NULL, /* status ok or partial */
    reused_count INTEGER NOT NULL,  /* of these, taken from the cache */
    function_count INTEGER NOT NULL,
    line_count INTEGER NOT NULL,
    latency TEXT,                   /* name of the latency profile */
    unknown_total INTEGER NOT NULL, /* outside functions that no pack knows and that are called in loops */
    remote_loop_count INTEGER NOT NULL, /* loops around a round trip */
    named_loop_count INTEGER NOT NULL,  /* of these, with known turns */
    indirect_call_count INTEGER NOT NULL,
    resolved_call_count INTEGER NOT NULL, /* of these, with known targets */
    incomplete_function_count INTEGER NOT NULL,
    left_out_count INTEGER NOT NULL, /* entries of compile_commands.json that are no C or C++ */
    seconds REAL
);

CREATE TABLE run_unit (
    /* What the run could not read, or not whole. */
    id INTEGER PRIMARY KEY,
    list TEXT NOT NULL,             /* failed partial */
    file TEXT,
    status TEXT NOT NULL,           /* as in translation_unit */
    message TEXT
);

CREATE TABLE run_remark (
    /* What the project says to tripcount and could not be followed: bound comments, entries of turns:. */
    id INTEGER PRIMARY KEY,
    file TEXT,
    line INTEGER NOT NULL,
    column INTEGER NOT NULL,
    message TEXT
);

CREATE TABLE run_library (
    id INTEGER PRIMARY KEY,         /* most calls first */
    library TEXT,
    call_count INTEGER NOT NULL
);

CREATE TABLE run_unknown (
    /* Outside functions that no pack knows and that are called in loops. */
    id INTEGER PRIMARY KEY,         /* the most likely to wait first */
    name TEXT,
    call_count INTEGER NOT NULL,
    loop_count INTEGER NOT NULL,
    evidence TEXT
);

CREATE TABLE run_unresolved (
    /* Calls through pointers of which nobody is known to say what they run. */
    id INTEGER PRIMARY KEY,         /* the first few, by place */
    file TEXT,
    line INTEGER NOT NULL,
    column INTEGER NOT NULL,
    function TEXT,                  /* that holds it */
    text TEXT                       /* the pointer as the source writes it */
);

CREATE TABLE formula (
    /* A count of round trips, or of sends. */
    id INTEGER PRIMARY KEY,
    expr TEXT,                      /* canonical: 2*m*n + n + 1 */
    people TEXT,                    /* as messages say it: n * (2 * m + 1) + 1 */
    degree INTEGER NOT NULL,
    value REAL,                     /* with what is assumed (table assumption) */
    lower REAL,                     /* never fewer */
    is_exact INTEGER NOT NULL,
    break_even_atom TEXT,           /* from break_even_value of this atom, and of all others of source 'default', ... */
    break_even_ms REAL,             /* ... all takes longer than this */
    break_even_value REAL
);

CREATE TABLE assumption (
    formula INTEGER NOT NULL REFERENCES formula (id),
    position INTEGER NOT NULL,
    atom TEXT,
    value REAL,
    source TEXT,                    /* bound config profile default */
    PRIMARY KEY (formula, position)
) WITHOUT ROWID;

CREATE TABLE finding (
    id INTEGER PRIMARY KEY,         /* the number that `tripcount explain` takes: the worst is 1 */
    rule TEXT,
    severity TEXT NOT NULL,         /* note warning error */
    confidence TEXT NOT NULL,       /* low medium high */
    phase TEXT NOT NULL,            /* request startup shutdown test */
    file TEXT,
    line INTEGER NOT NULL,
    column INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    end_column INTEGER NOT NULL,    /* exclusive */
    function TEXT,                  /* that holds the line */
    usr TEXT,
    callee TEXT,                    /* library function at the end of the path */
    library TEXT,
    peer TEXT,
    roundtrips INTEGER NOT NULL REFERENCES formula (id),
    verdict TEXT,                   /* how it can be fixed */
    after_fix INTEGER REFERENCES formula (id),
    message TEXT,
    fix TEXT,
    bound TEXT,
    cause_file TEXT,                /* the place to change */
    cause_line INTEGER NOT NULL,
    cause_column INTEGER NOT NULL,
    fingerprint TEXT,               /* stays the same when lines move */
    source TEXT                     /* the source line */
);

CREATE TABLE finding_site (
    /* A call that reaches the wire; the dearest first. */
    finding INTEGER NOT NULL REFERENCES finding (id),
    position INTEGER NOT NULL,
    callee TEXT,
    library TEXT,
    function TEXT,
    file TEXT,
    line INTEGER NOT NULL,
    column INTEGER NOT NULL,
    roundtrips INTEGER NOT NULL REFERENCES formula (id),
    call_count INTEGER NOT NULL,    /* calls that a macro writes at this place */
    PRIMARY KEY (finding, position)
) WITHOUT ROWID;

CREATE TABLE finding_step (
    /* The path from the loop to the wire. */
    finding INTEGER NOT NULL REFERENCES finding (id),
    position INTEGER NOT NULL,
    kind TEXT NOT NULL,             /* loop call roundtrip */
    file TEXT,
    line INTEGER NOT NULL,
    column INTEGER NOT NULL,
    function TEXT,                  /* that holds the place */
    text TEXT,
    PRIMARY KEY (finding, position)
) WITHOUT ROWID;

CREATE TABLE finding_entry_point (
    /* From where the finding is reached. */
    finding INTEGER NOT NULL REFERENCES finding (id),
    position INTEGER NOT NULL,
    name TEXT,
    PRIMARY KEY (finding, position)
) WITHOUT ROWID;

CREATE TABLE cost (
    /* What one execution of a function costs. */
    id INTEGER PRIMARY KEY,         /* the dearest first */
    function TEXT,
    usr TEXT,
    file TEXT,
    line INTEGER NOT NULL,
    column INTEGER NOT NULL,
    roundtrips INTEGER NOT NULL REFERENCES formula (id),
    sends INTEGER NOT NULL REFERENCES formula (id)
);

CREATE TABLE function (
    /* Functions that reach the wire. */
    id INTEGER PRIMARY KEY,
    name TEXT,
    usr TEXT,
    file TEXT,
    line INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    unit TEXT,                      /* source file of the translation unit that it was read in */
    roundtrips TEXT,                /* of one execution */
    sends TEXT
);

CREATE TABLE call_site (
    /* Calls in these functions that reach the wire. */
    id INTEGER PRIMARY KEY,
    function INTEGER NOT NULL REFERENCES function (id), /* that holds the call */
    callee TEXT,
    file TEXT,
    line INTEGER NOT NULL,
    column INTEGER NOT NULL,
    library TEXT,                   /* of a library function; null for one of the project */
    effect TEXT,                    /* of a library function: roundtrip send wait fetch connect mode local */
    in_loop INTEGER NOT NULL
);

CREATE TABLE loop (
    /* Loops in these functions. */
    id INTEGER PRIMARY KEY,
    function INTEGER NOT NULL REFERENCES function (id),
    file TEXT,
    line INTEGER NOT NULL,
    end_line INTEGER NOT NULL,
    form TEXT,                      /* for while do range-for goto recursion */
    turns TEXT,                     /* how often its body runs */
    is_named INTEGER NOT NULL,      /* turns are known by a name or a number */
    roundtrips TEXT                 /* of one execution of the loop */
);

-- For people ---------------------------------------------------------------------------------------------------------

CREATE VIEW finding_overview AS
SELECT finding.id AS number, severity, rule, confidence, phase, file, line, column, function, callee, library, peer,
    formula.people AS roundtrips, formula.value, formula.degree,
    (SELECT count(*) FROM finding_entry_point WHERE finding = finding.id) AS entry_points,
    verdict, message, fix, fingerprint
FROM finding JOIN formula ON formula.id = finding.roundtrips;

CREATE VIEW cost_overview AS
SELECT cost.id AS number, function, file, line, waits.expr AS roundtrips, waits.value, waits.lower, waits.degree,
    sent.expr AS sends
FROM cost JOIN formula AS waits ON waits.id = cost.roundtrips JOIN formula AS sent ON sent.id = cost.sends;

CREATE VIEW call_overview AS
SELECT function.name AS function, callee, call_site.file, call_site.line, call_site.column, library, effect, in_loop
FROM call_site JOIN function ON function.id = call_site.function;

CREATE VIEW loop_overview AS
SELECT function.name AS function, loop.file, loop.line, form, turns, is_named, loop.roundtrips
FROM loop JOIN function ON function.id = loop.function;
