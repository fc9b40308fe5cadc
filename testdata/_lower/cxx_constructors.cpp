// Constructors: bases and members before the body, default member initialisers, those that nobody wrote.
int fetch(int);
struct Part {
    Part();
    explicit Part(int n);
};
struct Base {
    Base(int n);
};
struct Whole : Base {
    Whole() : Base(fetch(1)), second(fetch(2)) { ready = true; }
    Whole(int n) : Whole() { ready = n > 0; }
    Part first;
    Part second;
    int size = fetch(3);
    bool ready = false;
};
struct Plain {
    Part part;
    int n = fetch(4);
};

void run() {
    Plain plain;
    Whole whole(7);
    Part array[3];
    Part *made = new Part(5);
    Plain copied = plain;
    Part braced{6};
}
