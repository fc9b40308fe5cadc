// What holds a std::function is as good as what it holds; what lambdas have captured of such, they find.
namespace std {
using nullptr_t = decltype(nullptr);
template <class T> struct function;
template <class R, class... A> struct function<R(A...)> {
    template <class F> function(F f) {}
    R operator()(A... args) const;
};
template <class T> struct shared_ptr {
    shared_ptr();
    shared_ptr(nullptr_t);
    shared_ptr(const shared_ptr &other);
    explicit operator bool() const;
    T &operator*() const;
    T *operator->() const;
};
template <class T, class... A> shared_ptr<T> make_shared(A &&...args) { return nullptr; }
}
int fetch(int);
using Work = std::function<int(int)>;

int run(const std::shared_ptr<Work> &work) {
    if (!work)
        return 0;
    return (*work)(1);
}

void make() {
    auto work = std::make_shared<Work>(fetch);
    run(work);
    auto other = std::make_shared<Work>([work](int key) { return (*work)(key); });
    run(other);
    run(nullptr);
}
