/* What comments say to the analyser. */
int get(int);

void run(int n) {
    for (int i = 0; i < n; i++) /* tripcount: n <= 8 (shards) */
        get(i);
    // tripcount: n <= 3
    for (int i = 0; i < n; i++)
        get(i); // NOLINT(tripcount-call-in-loop): bounded by the protocol
    // NOLINTNEXTLINE(tripcount-call-in-loop, bugprone-x)
    get(1); // NOLINT(bugprone-y)
    // NOLINTBEGIN(tripcount-*)
    get(2); // NOLINT
    const char *text = "// NOLINT(tripcount-string)";
    // NOLINTEND(tripcount-*)
    get(text != 0);
}
