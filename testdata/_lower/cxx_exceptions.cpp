// try, catch, throw; a function that is one try.
struct Error { int code; };
int risky(int);
void report(int);

int run(int n) {
    try {
        return risky(n);
    } catch (const Error &e) {
        report(e.code);
        throw;
    } catch (...) {
        throw Error{n};
    }
}

void whole() try { risky(1); } catch (Error e) { report(e.code); }
