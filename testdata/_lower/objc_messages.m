// Messages are calls of the method that clang finds; to `id` it finds none.
@interface Store
- (int)fetch:(int)key;
+ (Store *)shared;
@end
int use(int);

@implementation Store
- (int)fetch:(int)key { return use(key); }
+ (Store *)shared { return 0; }
@end

int run(Store *store, id other) {
    for (int i = 0; i < 3; i++)
        [store fetch:i];
    return [[Store shared] fetch:use(4)];
}
