// Temporaries die at the end of the full expression; what initialises an object or a reference does not.
struct Result {
    Result(int n);
    Result(const Result &other);
    ~Result();
    int rows() const;
};
Result query(int n);
int use(const Result &result);
void take(Result result);

int run(int n) {
    query(1).rows();
    use(query(2));
    use(3);
    Result kept = query(4);
    const Result &bound = query(5);
    Result chosen = n ? query(6) : query(7);
    take(kept);
    if (query(8).rows())
        return 1;
    while (query(9).rows())
        n++;
    return bound.rows();
}

Result pass(int n) { return query(n); }
