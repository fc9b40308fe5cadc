/* What is made for an event is made for each, whoever calls the constructor. */
// flags: -std=c++17
#include <X11/Xlib.h>
#include <memory>

Display *open_display();

static Display *display;

struct Color {
    unsigned long pixel;
    Color(const char *name)
    {
        pixel = XInternAtom(display, name, 0);
    }
};

struct Colors {
    Color a{"red"}, b{"blue"}, c{"black"}, d{"white"}, e{"green"}; // expect: chatty-sequence {{first of 5 round trips}}
    // expect-severity@-1: warning
};

struct Root {
    Root(Display *) : colors(std::make_unique<Colors>()) {}
    std::unique_ptr<Colors> colors;
    int handled = 0;
};

int main()
{
    display = open_display();
    if (!display)
        return 1;
    std::shared_ptr<Root> root;
    XEvent event;
    for (;;) {
        XNextEvent(display, &event);
        root = std::make_shared<Root>(display);
        root->handled++;
    }
}
