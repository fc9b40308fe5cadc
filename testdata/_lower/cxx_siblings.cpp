// Methods that belong together by their names, of classes of which one is mentioned; bases of bases.
struct Wire {};
struct Middle : Wire {};
struct Client : Middle {
    int ping(int key);
    void send_ping(int key);
    int recv_ping();
    void touch();
    void send_touch();
    int size() const;
    int at(int key); // too short: it stands inside of `state`
    int state();
    bool operator==(const Client &other) const;
};
struct Plain {
    void open();
    void close();
};
template <class Protocol> struct Pattern {
    void get();
    void getAsync();
};

int run(Client &client, Plain &plain, Pattern<int> &pattern)
{
    client.recv_ping();
    client.at(1);
    plain.open();
    pattern.get();
    return client == client;
}
