/* What is made before the event loop is made once, whoever calls the constructor. */
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
    // expect-severity@-1: note
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
    auto root = std::make_shared<Root>(display);
    XEvent event;
    for (;;) {
        XNextEvent(display, &event);
        root->handled++;
    }
}
