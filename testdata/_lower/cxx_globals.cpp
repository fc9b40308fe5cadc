// Initialisers of globals that run before main; tables of functions in C++; names in namespaces.
int compute(int);
struct Registry { Registry(int n); ~Registry(); };
namespace app {
static int limit = compute(1);
namespace { Registry registry(2); }
inline namespace v1 { struct Entry { const char *name; int (*run)(int); }; }
int handler(int n) { return n + limit; }
const Entry entries[] = {{"a", handler}, {"b", [](int n) { return compute(n); }}};
constexpr int size = sizeof entries / sizeof entries[0];
}
extern "C" int entry(int n) { return app::entries[n % app::size].run(n); }
