// delete runs the destructor, virtually if it is virtual; unique_ptr owns what it points to.
namespace std {
template <class T> struct unique_ptr {
    explicit unique_ptr(T *p);
    ~unique_ptr();
    T *operator->() const;
};
template <class T> T &&move(T &value);
}
struct Connection {
    Connection(const char *name);
    virtual ~Connection();
    int query(const char *text);
};

void run(Connection *old, Connection *many) {
    delete old;
    delete[] many;
    Connection *fresh = new Connection("a");
    std::unique_ptr<Connection> owned(fresh);
    owned->query("SELECT 1");
    Connection &&alias = std::move(*fresh);
    int *numbers = new int[4];
    delete[] numbers;
}
