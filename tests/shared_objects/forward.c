// A library that needs another one: it hands out the other's counter.
int NEEDED(void);

int NEXT(void) { return NEEDED(); }
