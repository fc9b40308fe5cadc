// Instances of templates are lowered once each, where they are used; patterns are not.
int rpc(int);
struct Remote { int fetch(int n) { return rpc(n); } };
struct Local { int fetch(int n) { return n; } };
template <class T> int get(T &t, int n) { return t.fetch(n); }
template <class T> struct Cache {
    T source;
    int find(int n) { return n > 3 ? miss(n) : n; }
    int miss(int n) { return source.fetch(n); }
    ~Cache() { rpc(0); }
};
template <class T> int unused(T t) { return t.fetch(1); }
template <int N> int times(int n) { if constexpr (N > 2) return rpc(n); else return n; }

int run(Remote &remote, Local &local) {
    Cache<Remote> cache;
    return get(remote, 1) + get(remote, 2) + get(local, 3) + cache.find(4) + times<1>(5) + times<3>(6);
}
