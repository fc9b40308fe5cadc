// std::optional, std::unique_ptr and std::shared_ptr are as good as pointers.
namespace std {
using nullptr_t = decltype(nullptr);
struct nullopt_t {};
inline constexpr nullopt_t nullopt{};
template <class T> struct optional {
    optional();
    optional(nullopt_t);
    optional(T value);
    optional &operator=(T value);
    optional &operator=(nullopt_t);
    explicit operator bool() const;
    bool has_value() const;
    T &operator*();
    T *operator->();
    T &value();
    T value_or(int other) const;
    void reset();
    template <class... A> T &emplace(A &&...);
};
template <class T> bool operator!=(const optional<T> &, nullopt_t);
template <class T> struct unique_ptr {
    unique_ptr();
    unique_ptr(nullptr_t);
    explicit unique_ptr(T *);
    unique_ptr(unique_ptr &&);
    explicit operator bool() const;
    T &operator*() const;
    T *operator->() const;
    T *get() const;
    void swap(unique_ptr &);
};
template <class T> bool operator==(const unique_ptr<T> &, nullptr_t);
template <class T> bool operator!=(nullptr_t, const unique_ptr<T> &);
template <class T> struct shared_ptr {
    shared_ptr();
    shared_ptr(nullptr_t);
    shared_ptr(const shared_ptr &);
    shared_ptr &operator=(nullptr_t);
    T *get() const;
    void reset(T *);
};
template <class T, class... A> unique_ptr<T> make_unique(A &&...);
}

struct Item {
    Item(int id);
    ~Item();
    int id;
    int next() const;
};

std::optional<Item> find(int id);
std::unique_ptr<Item> make(int id);
void use(const Item &item);
void keep(const Item &item);
void keep(std::shared_ptr<Item> item);

int tests(int id) {
    if (auto found = find(id))
        use(*found);
    auto again = find(id + 1);
    if (!again.has_value() || again->id == 0)
        return 0;
    auto made = make(id);
    if (made == nullptr || nullptr != made)
        return made->next();
    if (again != std::nullopt)
        return again.value().id;
    return (*made).id;
}

std::optional<Item> none(int id) {
    if (id == 0)
        return std::nullopt;
    if (id == 1)
        return {};
    Item item(id);
    if (id == 2)
        return item;
    return Item(4);
}

std::unique_ptr<Item> one(int id) {
    if (id == 0)
        return nullptr;
    if (id == 1)
        return std::make_unique<Item>(id);
    return std::unique_ptr<Item>(new Item(id));
}

class Cache {
  public:
    const Item &get();
    void drop() {
        item_.reset();
        other_ = nullptr;
        other_.reset(new Item(3));
        keep(other_);
        keep(nullptr);
        raw_ = other_.get();
        item_.emplace(5);
        made_.swap(made_);
        keep(item_.value_or(6));
    }

  private:
    std::optional<Item> item_;
    std::shared_ptr<Item> other_;
    std::unique_ptr<Item> made_;
    Item *raw_;
};

const Item &Cache::get() {
    if (!item_)
        item_ = find(1);
    return *item_;
}
