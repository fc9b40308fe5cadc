// Overloaded operators are calls: as methods the first operand is the object, else all are arguments.
struct Row { int id; };
struct Cursor {
    Row operator*() const;
    Cursor &operator++();
    Cursor operator++(int);
    Row *operator->() const;
    bool operator!=(const Cursor &other) const;
    int operator[](int index) const;
    int operator()(int a, int b);
    Cursor &operator=(int value);
};
Cursor operator+(const Cursor &a, int steps);

int run(Cursor c, Cursor end) {
    int sum = 0;
    for (; c != end; ++c)
        sum += (*c).id + c->id;
    c++;
    c = 5;
    c + 2;
    operator+(c, 3);
    return sum + c[4] + c(1, 2) + 3 + 4;
}
