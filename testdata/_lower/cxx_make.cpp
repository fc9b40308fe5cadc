// Objects that the library makes: the constructor that takes as many arguments; none where two do, or a template's.
namespace std {
template <class T> struct shared_ptr { T &operator*() const; };
template <class T> struct unique_ptr { T &operator*() const; };
template <class T, class... A> shared_ptr<T> make_shared(A &&...);
template <class T, class... A> unique_ptr<T> make_unique(A &&...);
}
namespace own {
template <class T, class... A> std::shared_ptr<T> make_shared(A &&...);
}

int ask(int number);

struct Own { int value = ask(1); };
struct Root { explicit Root(int number, int more = 2); };
struct Two { Two(); Two(int number); Two(const char *text); };
struct Any { Any(int number); template <class T> Any(T thing); };

void make() {
    std::make_unique<Own>();
    auto root = std::make_shared<Root>(3);
    std::make_unique<Two>();
    std::make_unique<Two>(4);
    std::make_unique<Any>(5);
    std::make_unique<Root>(*root);
    own::make_shared<Root>(6);
}
