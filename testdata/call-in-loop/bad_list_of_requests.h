struct chain {
    char *text;
    struct chain *next;
};

struct group {
    char *name;
    struct group *next;
    struct chain *tables;
};

struct chain *chain_add(struct chain *list, void *item);
struct chain *chain_join(struct chain *list, const struct chain *other);
struct chain *chain_after(struct chain *list, const char *text);

struct chain *group_commands(const struct group *groups);
struct chain *all_commands(const struct group *groups);
struct chain *old_commands(const struct group *groups);
struct chain *report_commands(const struct group *groups);
struct chain *names_of(const struct group *groups);
struct chain *few_commands(void);
struct chain *mark(struct chain *commands, const struct group *groups);
