// Destructors run at every way out of a scope, newest object first; members after the body of a destructor.
struct Lock {
    Lock(int id);
    ~Lock();
};
struct Transaction {
    Lock lock;
    int n;
    ~Transaction() { if (n) return; n = 1; }
};
struct Holder { Lock lock; };
struct Trivial { int x; };
int query(int);

int returns(int n) {
    Lock a(1);
    Trivial t;
    if (n) {
        Lock b(2);
        return query(n);
    }
    return t.x;
}

void loops(int n) {
    for (int i = 0; i < n; i++) {
        Lock a(i);
        if (i == 2)
            continue;
        Holder h = {Lock(3)};
        if (i == 3)
            break;
    }
}

void jumps(int n) {
    Lock outer(1);
again: {
    Lock inner(2);
    if (query(n))
        goto again;
    if (n)
        goto out;
}
    query(2);
out:
    query(3);
}

void switches(int n) {
    switch (n) {
    case 1: {
        Lock a(1);
        break;
    }
    default:
        query(1);
    }
}
