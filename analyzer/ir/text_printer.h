/* The printer's state: what is being printed, and the labels that it uses for it. Private to ir/. */
#ifndef TRIPCOUNT_IR_TEXT_PRINTER_H
#define TRIPCOUNT_IR_TEXT_PRINTER_H

#include "base/arena.h"
#include "base/buffer.h"
#include "ir/unit.h"

struct text_printer {
    struct arena arena; /* labels */
    const struct unit *unit;
    struct buffer *out;
    const char **files;   /* labels   [file_count] */
    const char **symbols; /*          [symbol_count] */
    const uint32_t *function_of_symbol;

    /* Of the function that is being printed. */
    const struct function *function; /* NULL at file scope */
    const char **locals;             /* parameters, then locals */
    const char **labels;
    uint32_t next_call; /* the number that is left out */
    uint32_t next_loop;
};

void text_printer_enter(struct text_printer *printer, const struct function *function); /* NULL: file scope */

/* "\n", two spaces for each level. */
void text_print_indent(struct text_printer *printer, uint32_t level);
/* " @12:5", with the file where it is not `file`; nothing for a place that does not exist. */
void text_print_location(struct text_printer *printer, struct location location, uint32_t file);
/* A missing expression is "-". */
void text_print_expr(struct text_printer *printer, const struct expr *expr);
/* "(head a b c)", `count` operands. */
void text_print_form(struct text_printer *printer, const char *head, const struct expr *const operands[],
                     uint32_t count);
void text_print_text_form(struct text_printer *printer, const char *head, const char *text); /* (head "text") */
/* The whole "(function ...)" at `level`, on a line of its own. */
void text_print_function(struct text_printer *printer, const struct function *function, uint32_t level);
/* " word" for a symbol; "-" for none. */
void text_print_symbol(struct text_printer *printer, uint32_t symbol);

#endif
