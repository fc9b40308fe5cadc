// std::function and its like hold functions: calls of them go through what they hold.
namespace std {
template <class T> struct function;
template <class R, class... A> struct function<R(A...)> {
    template <class F> function(F f) {}
    R operator()(A... args) const;
};
template <class T> struct vector {
    void push_back(T item);
    unsigned long size() const;
};
}
int fetch(int);
void each(int n, std::function<int(int)> visit) { for (int i = 0; i < n; i++) visit(i); }
struct Job { std::function<int(int)> work; };

void run(Job &job) {
    auto local = [](int key) { return fetch(key); };
    each(3, local);
    each(4, fetch);
    each(5, [&job](int key) { return job.work(key); });
    job.work = local;
}

struct Hooks { std::vector<std::function<int(int)>> all; };
void hook(Hooks &hooks) { hooks.all.push_back(fetch); }
