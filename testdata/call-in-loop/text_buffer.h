/* A buffer of text that grows, as many programs have one. */
#ifndef TEXT_BUFFER_H
#define TEXT_BUFFER_H

struct text_buffer {
    char *data;
    unsigned long len;
};

struct text_buffer *text_create(void);
void text_clear(struct text_buffer *text);
void text_add(struct text_buffer *text, const char *format, ...);

#endif
