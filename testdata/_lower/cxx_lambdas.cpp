// A lambda's body is a function of its own; captured variables are locals of it.
template <class F> void each(int n, F f) { for (int i = 0; i < n; i++) f(i); }
int fetch(int key);

int run(int n) {
    int sum = 0, factor = 2;
    auto add = [&sum, factor](int key) { sum += factor * fetch(key); };
    add(1);
    each(n, add);
    each(n, [&](int key) { sum += fetch(key); });
    int (*plain)(int) = [](int key) { return fetch(key); };
    auto outer = [k = fetch(9)] { return [k] { return fetch(k); }; };
    return sum + plain(3) + outer()();
}

struct Server {
    int port;
    int start() { return [this] { return fetch(port); }(); }
};
auto at_file_scope = [](int key) { return fetch(key); };
