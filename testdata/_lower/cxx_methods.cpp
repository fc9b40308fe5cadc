// Calls of methods: dynamic or not, static, through `this`, of references and temporaries; conversion operators.
struct Base {
    virtual int get(int key);
    virtual void stop() = 0;
    static int count();
    int plain() const;
};
struct Derived : Base {
    int get(int key) override { return Base::get(key) + plain(); }
    void stop() final;
    operator int() const;
    Derived &chain();
};

int run(Base *base, Derived &derived) {
    base->get(1);
    base->Base::get(2);
    derived.plain();
    Base::count();
    derived.chain().chain().stop();
    int number = derived;
    int (Base::*member)(int) = &Base::get;
    return (base->*member)(3) + number;
}

// Whose method it is: a pure one is called on what inherits it.
struct Stream : Base {
    void stop() override = 0;
};
struct Talk : Stream {};

void end(Talk *pointer, Talk &reference) {
    pointer->stop();
    reference.stop();
    pointer->get(1);
    static_cast<Stream *>(pointer)->stop();
}
