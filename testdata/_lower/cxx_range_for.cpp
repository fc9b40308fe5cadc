// Range-for: the variable is an element; begin and end are calls where the project wrote them.
struct Item { int id; };
struct List {
    Item *begin();
    Item *end();
};
struct Pair { int first; Item second; };
void use(int);
List make();

void run(List &list, Pair (&pairs)[4]) {
    for (Item &item : list)
        use(item.id);
    for (Item item : make())
        use(item.id);
    for (auto &[key, value] : pairs)
        use(key + value.id);
    auto [one, two] = pairs[0];
    use(one + two.id);
}
