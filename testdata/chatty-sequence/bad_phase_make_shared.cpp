/* What is made for an event is made for each, whoever calls the constructor. */
// flags: -std=c++17
#include <X11/Xlib.h>
#include <memory>

Display *open_display();

static Display *display;

struct Place {
    XWindowAttributes attributes;
    Place(Window window)
    {
        XGetWindowAttributes(display, window, &attributes);
    }
};

struct Places {
    Place a{1}, b{2}, c{3}, d{4}, e{5}; // expect: chatty-sequence {{first of 5 round trips}}
    // expect-severity@-1: warning
};

struct Root {
    Root(Display *) : places(std::make_unique<Places>()) {}
    std::unique_ptr<Places> places;
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
