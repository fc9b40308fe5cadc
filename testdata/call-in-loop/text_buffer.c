/* Only has what the cases beside it need: an object that is emptied on every path. */
#include "text_buffer.h"

void *allocate(unsigned long size);
int format_into(char *to, const char *format, ...);

struct text_buffer *text_create(void)
{
    struct text_buffer *text = allocate(sizeof *text);
    text->data = allocate(256);
    text->len = 0;
    return text;
}

void text_clear(struct text_buffer *text)
{
    if (text) {
        text->len = 0;
        text->data[0] = '\0';
    }
}

void text_add(struct text_buffer *text, const char *format, ...)
{
    text->len += format_into(text->data + text->len, format);
}
