/* What the files of the lowering share: the unit being built, the function being lowered, and who lowers what.
 *
 *   lower_decl.c   top level: which functions are lowered, parameters, initialisers of globals
 *   lower_stmt.c   statements          lower_loop.c   loops and switch
 *   lower_expr.c   expressions         lower_operator.c  operators   lower_value.c  names, members, constants
 *   lower_call.c   calls               callee.c       who is called
 *   lower_init.c   braced initialisers lower_construct.c  constructors  lower_make.c  std::make_shared<T>()
 *   lower_holder.c std::optional and pointers that own
 *   lower_cxx.c    new, delete, throw, try, range-for     lower_lambda.c  lambdas, blocks, messages
 *   functions.c    the function that is being lowered
 *   scopes.c       destructors at the exits of scopes
 *   symbols.c      symbol table        records.c      fields, sizes, bases
 *   facts.c        what flows into function pointers
 *
 * Private to the folder. Recursion follows the nesting of the source and is bounded by LOWER_DEPTH_LIMIT. */
#ifndef TRIPCOUNT_FRONTEND_LOWER_H
#define TRIPCOUNT_FRONTEND_LOWER_H

#include "frontend/cursor.h"
#include "frontend/sources.h"
#include "ir/unit.h"

#define LOWER_DEPTH_LIMIT 1000

/* A local object whose destructor runs when its scope is left. */
struct destroy {
    const struct expr *object;
    CXType type;
    struct location location; /* where the object is made */
};

struct scope {
    const void *node; /* the statement, for gotos out of it */
    uint32_t id;
    uint32_t destroy_base; /* its objects are the destroys from here on */
    bool is_breakable;     /* a loop or a switch: `break` ends here */
    bool is_loop;
};

struct label_place {
    uint32_t scope_id;
    uint32_t destroy_count;
    bool is_placed;
};

/* A switch that is being lowered: a case label inside a nested statement finds it here. */
struct switch_frame {
    struct switch_frame *outer;
    VEC(struct switch_case) cases;
    uint32_t open_case;      /* the one that statements go to; UINT32_MAX before the first */
    struct region_list list; /* what it holds so far */
    struct region *before;
};

/* The function that is being lowered. Lambdas and blocks are functions inside functions. */
struct body {
    struct body *outer;
    uint32_t function;        /* index in the unit's functions */
    uint32_t symbol;          /* SYMBOL_NONE for the initialisers of globals */
    struct region_list *list; /* where regions go; NULL while something unevaluated is read */
    VEC(struct local) parameters;
    VEC(struct local) locals;
    VEC(const char *) labels;
    VEC(struct label_place) label_places; /* beside `labels` */
    VEC(struct scope) scopes;
    VEC(struct destroy) destroys;
    struct map by_declaration; /* declaration -> parameter index, or local index | LOCAL_BIT */
    struct map by_name;        /* name -> how many locals have it, for "i.2" */
    struct map by_label;       /* label declaration -> index in labels */
    struct switch_frame *innermost_switch;
    CXType result_type;
    CXCursor definition;
    VEC(uint32_t) call_symbols; /* of each call */
    uint32_t loop_count;
    uint32_t scope_id;
    uint32_t depth;
    bool has_goto;
    bool has_va_list;
    bool captures_by_reference; /* a lambda with [&] */
    bool is_incomplete;
};

#define LOCAL_BIT 0x80000000u

struct pending_function {
    CXCursor cursor; /* a definition with a body */
    uint32_t symbol;
};

enum answer { ANSWER_UNKNOWN, ANSWER_NO, ANSWER_YES };

#define RECORD_BASE_LIMIT 16

struct record_info {
    CXType type; /* canonical */
    CXCursor declaration;
    CXCursor *fields; /* in order of declaration, bit fields without a name left out   [field_count] */
    uint32_t field_count;
    uint32_t symbol; /* SYMBOL_NONE until somebody refers to it */
    bool is_union;
    bool is_reported; /* it was decided whether it is in the unit's records */
    /* Filled by record_look_at_class, C++ only. */
    bool is_looked_at;
    bool is_from_template;        /* the cursors below are those of the template */
    CXCursor default_constructor; /* null cursor: none declared */
    CXCursor destructor;          /* null cursor: none declared */
    CXType bases[RECORD_BASE_LIMIT];
    uint32_t base_count;
    uint8_t is_holder;         /* enum answer: record_is_holder() */
    uint8_t may_hold_function; /* enum answer: is there a pointer to function inside? */
    uint8_t runs_destructor;   /* enum answer: does ending an object run code that somebody wrote? */
};

struct record_fields {
    struct record_field *items;
    uint32_t count;
    uint32_t capacity;
};

struct diagnostic_place {
    uint32_t file;
    uint32_t line;
};

struct captured_function {
    uint32_t lambda; /* symbol */
    uint32_t parameter;
    CXCursor declaration; /* of the variable around */
};

struct lowering {
    struct arena *arena; /* the unit's */
    CXTranslationUnit translation_unit;
    struct sources sources;
    struct cursor_stack stack;
    struct type_texts types;
    struct interner texts; /* scratch: keys of maps below */
    bool is_cxx;

    VEC(struct symbol) symbols;
    struct map symbol_by_declaration;
    struct map symbol_by_usr;
    struct map specials;                    /* function declaration -> what lower_call.c makes of it */
    struct map lambda_by_class;             /* record declaration of a lambda -> symbol of its body */
    VEC(struct captured_function) captured; /* by lambdas, in the order in which they name them */
    VEC(struct record_info *) record_infos;
    struct map record_by_declaration;
    VEC(struct record_info *) reported_records; /* in the order in which they were first used */

    VEC(struct function) functions;
    struct map function_by_symbol; /* symbol -> 1: lowered or about to be */
    struct map queued;             /* symbol -> 1: is or was pending, or has no body */
    VEC(struct pending_function) pending;
    VEC(CXCursor) patterns;   /* function templates of the main file */
    struct map used_patterns; /* canonical declaration of a template -> 1: it has an instance */
    VEC(struct pointer_fact) facts;
    VEC(struct diagnostic_place) errors;
    VEC(CXCursor) global_initializers;  /* variables with a dynamic initialiser */
    struct map constant_by_declaration; /* const variable -> index in constants, or MAP_NONE - 1 for "no constant" */
    VEC(int64_t) constants;

    struct body *body;
    const struct expr *object; /* what the next expression builds in place; NULL: a temporary */
    bool is_converted;         /* the last expression was a conversion by a constructor: `core` is what it converted */
    CXCursor core;             /* the last expression lowered, its implicit conversions and parentheses taken off */
};

/* lower_decl.c */
void lower_translation_unit(struct lowering *lowering);
void lower_pending(struct lowering *lowering);
/* Somebody uses it: if it has a body that is not a system header's, the body is lowered, once. */
void lower_queue(struct lowering *lowering, CXCursor function, uint32_t symbol);
bool lower_is_ours(CXCursor declaration); /* not a system header's */

/* functions.c: begin and end of a function body. Between the two `lowering->body` is the new one. */
void body_begin(struct lowering *lowering, struct body *body, struct region_list *list, uint32_t symbol,
                CXCursor definition);
void body_add_parameter(struct lowering *lowering, CXCursor declaration);
void body_end(struct lowering *lowering, struct region_list *list, struct location location, uint32_t end_line);
uint32_t body_add_local(struct lowering *lowering, CXCursor declaration, uint32_t flags);
uint32_t body_add_named_local(struct lowering *lowering, const char *name, const char *type, uint32_t flags,
                              uint32_t line);
/* Sets a flag of the local or parameter that `place` is part of, if it is (not through pointers). */
void body_flag_local(struct lowering *lowering, const struct expr *place, uint32_t flag);
uint32_t body_label(struct lowering *lowering, const void *declaration, const char *name);

/* Regions. The location is where `cursor` begins. */
struct region *emit(struct lowering *lowering, enum region_kind kind, struct location location);
void emit_assign(struct lowering *lowering, struct location location, const struct expr *target, enum expr_op op,
                 const struct expr *value, bool is_declaration);
struct location begin_of(struct lowering *lowering, CXCursor cursor);
struct place begin_place(struct lowering *lowering, CXCursor cursor);
struct place end_place(struct lowering *lowering, CXCursor cursor);
/* The macro that the place comes out of, or NULL. `*spelling` gets where its text stands. */
const char *macro_of(struct lowering *lowering, CXSourceLocation location, struct location *spelling);

/* lower_stmt.c */
void lower_statement(struct lowering *lowering, CXCursor statement);
/* Into a list of its own, in a scope of its own. */
struct region *lower_nested(struct lowering *lowering, CXCursor statement);
void lower_declaration(struct lowering *lowering, CXCursor declaration);
void lower_binding(struct lowering *lowering, CXCursor declaration); /* auto [a, b] = ... */

/* lower_loop.c */
void lower_for(struct lowering *lowering, CXCursor statement);
void lower_while(struct lowering *lowering, CXCursor statement);
void lower_do(struct lowering *lowering, CXCursor statement);
void lower_range_for(struct lowering *lowering, CXCursor statement);
void lower_range_variable(struct lowering *lowering, CXCursor variable, const struct expr *range);
void lower_switch(struct lowering *lowering, CXCursor statement);
void lower_case(struct lowering *lowering, CXCursor statement); /* one that does not stand directly in its switch */

/* lower_expr.c: never NULL; what has an effect has gone into regions. */
const struct expr *lower_expression(struct lowering *lowering, CXCursor expression);
/* For its effects. */
void lower_dropped(struct lowering *lowering, CXCursor expression);
/* The same, a full expression: temporaries die at the end. */
void lower_discarded(struct lowering *lowering, CXCursor expression);
/* A whole expression whose value is used: temporaries die before the use. */
const struct expr *lower_full_expression(struct lowering *lowering, CXCursor expression);
const struct expr *lower_opaque(struct lowering *lowering, CXCursor expression);
/* Effects of all children, the value cannot be told. */
const struct expr *lower_unknown(struct lowering *lowering, CXCursor expression);
bool cursor_is_expression(CXCursor cursor);

/* lower_operator.c: a dropped value is NULL. `object` is what the value builds in place, `then_cursor` NULL means ?: */
const struct expr *lower_binary(struct lowering *lowering, CXCursor expression, bool is_dropped);
const struct expr *lower_unary(struct lowering *lowering, CXCursor expression);
const struct expr *lower_conditional(struct lowering *lowering, CXCursor expression, const struct expr *object,
                                     bool is_dropped);
const struct expr *lower_select(struct lowering *lowering, CXCursor expression, const struct expr *condition,
                                const CXCursor *then_cursor, CXCursor else_cursor, const struct expr *object,
                                bool is_dropped);

/* lower_value.c */
const struct expr *lower_reference(struct lowering *lowering, CXCursor expression);
const struct expr *lower_variable(struct lowering *lowering, CXCursor declaration);
const struct expr *lower_function_value(struct lowering *lowering, CXCursor function);
const struct expr *lower_member(struct lowering *lowering, CXCursor expression);
const struct expr *lower_this(struct lowering *lowering);
/* The branch of _Generic that is taken; false when that cannot be told. */
bool generic_choose(struct lowering *lowering, CXCursor expression, CXCursor *chosen);
const char *source_text_of(struct lowering *lowering, CXCursor cursor, size_t *length);

/* lower_call.c */
/* `object` is what the result builds in place; NULL: a temporary. */
const struct expr *lower_call(struct lowering *lowering, CXCursor expression, const struct expr *object,
                              bool is_dropped);
/* A call that stands nowhere in the source: destructor, default constructor, range-for's begin. */
struct call *emit_implicit_call(struct lowering *lowering, struct location location, uint32_t symbol,
                                const struct expr *receiver, CXType receiver_type, uint32_t flags);
struct call *emit_call(struct lowering *lowering, CXCursor expression, struct location location);
struct call_arguments {
    struct argument *items;
    uint32_t count;
    CXType first; /* of the first one, without the conversion to the parameter's */
};
void lower_arguments(struct lowering *lowering, struct call_arguments *out, const CXCursor *arguments, uint32_t count,
                     CXType prototype);

/* lower_construct.c */
const struct expr *lower_construct(struct lowering *lowering, CXCursor expression, const struct expr *object);
/* What `T object;` does: the constructor without arguments, or what one that nobody wrote does to members and bases. */
void construct_default(struct lowering *lowering, const struct expr *object, CXType type, struct location location);
/* Is `expression`, a call of one argument that names no function, a copy of `source` that is never made? */
bool is_elided_copy(CXCursor expression, CXCursor source);
const struct expr *lower_elided_copy(struct lowering *lowering, CXCursor source, const struct expr *object);
/* What a constructor does before its body: bases and members. */
void lower_constructor_head(struct lowering *lowering, CXCursor constructor);

/* lower_make.c */
/* std::make_shared<std::function<void ()>>(f) and its like: what comes out is as good as f. */
bool makes_function_object(struct lowering *lowering, CXCursor expression, CXCursor function);
/* The constructor that the C++ library calls for the call of `function`: of T for std::make_shared<T>(...). */
void lower_made(struct lowering *lowering, CXCursor expression, CXCursor function,
                const struct call_arguments *arguments);

/* lower_cxx.c */
const struct expr *lower_new(struct lowering *lowering, CXCursor expression);
void lower_delete(struct lowering *lowering, CXCursor expression);
void lower_throw(struct lowering *lowering, CXCursor expression);
void lower_try(struct lowering *lowering, CXCursor statement);

/* lower_lambda.c */
const struct expr *lower_lambda(struct lowering *lowering, CXCursor expression);
const struct expr *lower_block(struct lowering *lowering, CXCursor expression);
const struct expr *lower_message(struct lowering *lowering, CXCursor expression); /* Objective-C */
/* The symbol of the body when `method` is the call operator of a lambda, else SYMBOL_NONE. */
uint32_t lambda_of_method(struct lowering *lowering, CXCursor method);
bool lambda_has_method(struct lowering *lowering, CXCursor method);
/* The lambda that is being lowered names a variable of the function around. True: it holds a function, and is the
 * newest parameter now, which calls of the lambda pass where they know the variable. */
bool lambda_captures(struct lowering *lowering, CXCursor declaration);
void lambda_pass_captured(struct lowering *lowering, struct call *call, struct location location);

/* lower_holder.c: std::optional, std::unique_ptr and std::shared_ptr as pointers. */
/* nullptr or std::nullopt. */
bool holder_is_none(struct lowering *lowering, CXType type);
/* What a holder is that `made`, a constructor's call, makes from `from` of that type. */
const struct expr *holder_made(struct lowering *lowering, const struct expr *made, const struct expr *from,
                               CXType type);

/* lower_init.c: a braced list as EXPR_LIST in the order of declaration. */
const struct expr *lower_initializer(struct lowering *lowering, CXType type, CXCursor expression);
/* Of `object`, which a constructor may build in place. */
const struct expr *lower_initializer_of(struct lowering *lowering, CXType type, CXCursor expression,
                                        const struct expr *object);

/* scopes.c */
void scope_begin(struct lowering *lowering, const void *node, bool is_loop, bool is_breakable);
/* Emits the destructors of the scope unless control cannot get here, and forgets it. */
void scope_end(struct lowering *lowering);
void scope_add(struct lowering *lowering, const struct expr *object, CXType type, struct location location);
void scope_add_members(struct lowering *lowering, CXType type,
                       struct location location); /* of `this`, in a destructor */
void scope_leave_all(struct lowering *lowering);  /* return */
void scope_leave_for_break(struct lowering *lowering);
void scope_leave_for_continue(struct lowering *lowering);
void scope_leave_for_goto(struct lowering *lowering, uint32_t label, CXCursor label_statement);
void scope_place_label(struct lowering *lowering, uint32_t label);
void destroy_array(struct lowering *lowering, const struct expr *object, CXType element, struct location location);
void destroy_emit(struct lowering *lowering, const struct expr *object, CXType type, struct location location);
/* Ends the temporaries that were made since `base` (an earlier destroys.count). */
void temporaries_end(struct lowering *lowering, uint32_t base);

/* symbols.c */
uint32_t symbol_of(struct lowering *lowering, CXCursor declaration);
uint32_t symbol_of_field(struct lowering *lowering, CXCursor field, uint32_t record_id); /* faster, of a named record */
/* Of a pure method that is called on an object of that type: the method as its class has it, where that inherits it. */
uint32_t symbol_of_method_in(struct lowering *lowering, uint32_t method, CXType type);
/* Of a function that is called: its body is wanted too. */
uint32_t symbol_used(struct lowering *lowering, CXCursor function);
uint32_t symbol_new(struct lowering *lowering, const struct symbol *symbol, const char *usr);
struct symbol *symbol_at(struct lowering *lowering, uint32_t symbol);
const char *symbol_key(struct lowering *lowering, const char *text);
bool cursor_is_global(CXCursor variable);

/* records.c */
struct record_info *record_of(struct lowering *lowering, CXType type); /* NULL: not a record */
uint32_t record_symbol(struct lowering *lowering, CXType type);
void record_report(struct lowering *lowering, CXType type); /* it belongs in the unit's records */
struct record *records_finish(struct lowering *lowering, uint32_t *count);
void record_look_at_class(struct lowering *lowering, struct record_info *info);
/* The symbol's bases, and theirs. */
void record_list_bases(struct lowering *lowering, struct record_info *info, uint32_t symbol);
bool record_runs_destructor(struct lowering *lowering, CXType type);
/* The declared destructor's symbol, or SYMBOL_NONE: members and bases may have one all the same. */
uint32_t record_destructor(struct lowering *lowering, struct record_info *info);
/* std::optional, std::unique_ptr, std::shared_ptr */
bool record_is_holder(struct lowering *lowering, CXType type);
/* The method of that name, without parameters; a null cursor if there is none. */
CXCursor record_method(struct lowering *lowering, CXType type, const char *name);
/* A class of namespace std; `*owns_argument`: ending it ends one object of its first template argument. */
bool record_is_standard(struct lowering *lowering, struct record_info *info, bool *owns_argument);

/* siblings.c: the lists of methods of the symbols of classes, once all symbols are there. */
void siblings_finish(struct lowering *lowering);

/* facts.c */
void fact_flow(struct lowering *lowering, const struct expr *to, CXType type, const struct expr *from,
               struct location location);
void fact_argument(struct lowering *lowering, uint32_t callee, uint32_t index, CXType type, const struct expr *value,
                   struct location location);
bool type_may_hold_function(struct lowering *lowering, CXType type);
void fact_return(struct lowering *lowering, const struct expr *value, struct location location);

#endif
